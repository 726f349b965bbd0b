package io.blick.lens.corpus;

/**
 * A syntactic word of a treebank's sentence, with its dependency.
 *
 * @param form characters of the word, at least one
 * @param head number of the word that it depends on, counted from 1 in the sentence; 0, as in
 *     CoNLL-U, for the root, which depends on none
 * @param relation name of the dependency, such as {@code nsubj:pass}
 * @param line line of the word in the file, counted from 1
 * @param partOfSpeech universal part of speech (UPOS), such as {@code NOUN}; {@code _} where the
 *     file has none
 * @param spaceAfter whether a space follows it in the text
 */
public record SyntacticWord(
    String form, int head, String relation, long line, String partOfSpeech, boolean spaceAfter) {

  /** Makes a word without a part of speech, with a space behind it. */
  public SyntacticWord(String form, int head, String relation, long line) {
    this(form, head, relation, line, "_", true);
  }
}
