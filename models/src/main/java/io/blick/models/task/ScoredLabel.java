package io.blick.models.task;

/**
 * A label of a classifier with its score for one text.
 *
 * @param label the name of the class
 * @param score a probability from 0 to 1, or the bare number of a head that gives scores
 */
public record ScoredLabel(String label, float score) {}
