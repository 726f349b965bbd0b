package io.blick.lens.induction;

import io.blick.lens.bootstrap.Interval;
import io.blick.lens.trace.Head;

/**
 * What a head gives, on average over the pieces of the second saying.
 *
 * @param head the head
 * @param induction weight on the piece after the first occurrence of the piece that looks
 * @param previous weight on the piece before the piece that looks
 * @param duplicate weight on the first occurrence of the piece that looks
 * @param interval 95 % interval of {@code induction}, sequences drawn again
 */
public record InductionHead(
    Head head, double induction, double previous, double duplicate, Interval interval) {}
