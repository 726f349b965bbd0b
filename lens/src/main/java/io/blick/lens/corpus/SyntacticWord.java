package io.blick.lens.corpus;

/**
 * A word of a treebank's sentence and what it depends on.
 *
 * @param form its characters, at least one
 * @param head number of the word it depends on, counted from 1 in its sentence; 0 where it depends
 *     on none
 * @param relation name of that dependency, such as {@code nsubj:pass}
 * @param line where it stands in its file, counted from 1
 */
public record SyntacticWord(String form, int head, String relation, long line) {}
