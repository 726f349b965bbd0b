package io.blick.models.task;

/**
 * A stretch of a text with one tag: one word or several.
 *
 * @param label the tag without its prefix: {@code PER} of {@code B-PER} and {@code I-PER}
 * @param text the characters of the text, from the start of the first word to the end of the last
 * @param start where it begins in the text, a UTF-16 index
 * @param end where it ends, exclusive
 * @param score the mean of its words' probabilities, from 0 to 1
 */
public record TaggedSpan(String label, String text, int start, int end, float score) {}
