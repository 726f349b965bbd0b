package io.blick.lens.attribution;

import java.util.OptionalDouble;

/**
 * The effect on an output when one unit of a text is hidden, or its value vectors are zero.
 *
 * @param unit index of the unit
 * @param distance how far apart the outputs before and after are; of a loss the mean of |before −
 *     after| over the pieces of the other units, in nats
 * @param fall by how much the score of the first guess, class or answer is less after; of a loss
 *     the mean of after − before, which is by how much ln p is less; empty of tags and vectors
 */
public record UnitEffect(int unit, double distance, OptionalDouble fall) {}
