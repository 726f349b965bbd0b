package io.blick.lens.trace;

/**
 * How one unit looks at another over all heads.
 *
 * @param from index of the unit that looks
 * @param to index of the unit looked at
 * @param mean mean weight over all heads
 * @param head where the weight is largest; of equal ones the lower layer, then the lower head
 * @param weight the weight there
 */
public record Pair(int from, int to, float mean, Head head, float weight) {}
