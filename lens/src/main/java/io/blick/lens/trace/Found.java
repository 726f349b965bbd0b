package io.blick.lens.trace;

/**
 * The unit that a name means.
 *
 * @param index of the unit in its {@link Units}
 * @param candidates how many units the name fits; if more than 1, this is the first of them
 */
public record Found(int index, int candidates) {}
