package io.blick.models.token.folder;

import java.util.regex.Pattern;

/** The kinds of pieces that a tokenizer.json may have. */
enum TokenizerKind {
  /** BERT's. */
  WORD_PIECE("wordpiece"),
  /** Byte pair encoding. */
  BYTE_PAIRS("bpe"),
  /** Pieces of a unigram model. */
  UNIGRAM("unigram");

  private static final Pattern MERGES = Pattern.compile("\"merges\"\\s*+:\\s*+\\[");

  private static final Pattern OF_UNIGRAM = Pattern.compile("\"type\"\\s*+:\\s*+\"Unigram\"");

  private final String format;

  TokenizerKind(String format) {
    this.format = format;
  }

  /** Returns with which errors about the files of such a tokenizer begin. */
  String format() {
    return format;
  }

  /**
   * Returns the kind of a file before it is read, so that errors in reading it name the kind: only
   * byte pairs have a list of merges, and older files do not say their kind; a unigram model has no
   * such list, and says it.
   */
  static TokenizerKind of(CharSequence json) {
    if (MERGES.matcher(json).find()) {
      return BYTE_PAIRS;
    }
    return OF_UNIGRAM.matcher(json).find() ? UNIGRAM : WORD_PIECE;
  }
}
