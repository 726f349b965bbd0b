package io.blick.lens.trace;

/**
 * The unit that a name means.
 *
 * @param index of the unit in its {@link TextUnits}
 * @param candidates how many units the name fits; if more than 1, this is the first of them
 */
public record UnitMatch(int index, int candidates) {}
