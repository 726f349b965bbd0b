package io.blick.models.task;

/**
 * A stretch of a text that answers a question.
 *
 * @param text the characters of the text, whole words
 * @param start where it begins in the text, a UTF-16 index
 * @param end where it ends, exclusive
 * @param score the probability that the answer begins and ends there, from 0 to 1
 */
public record Answer(String text, int start, int end, float score) {}
