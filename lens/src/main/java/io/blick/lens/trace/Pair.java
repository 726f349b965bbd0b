package io.blick.lens.trace;

/**
 * A pair of units: how much one looks at the other, over all heads.
 *
 * @param from index of the unit that looks
 * @param to index of the unit looked at
 * @param mean mean weight over all heads
 * @param head the head with the largest weight; among equals the lower layer, then the lower head
 * @param weight the largest weight, that of {@code head}
 */
public record Pair(int from, int to, float mean, Head head, float weight) {}
