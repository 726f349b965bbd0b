package io.blick.lens.looks;

/**
 * A word form, and the weight that it gets.
 *
 * @param form in lower case
 * @param occurrences in the corpus
 * @param weight the sum of the weights of all other words of its sentence on it, the mean over its
 *     occurrences
 */
public record LookedForm(String form, int occurrences, double weight) {}
