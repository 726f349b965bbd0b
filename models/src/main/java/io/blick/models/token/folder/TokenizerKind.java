package io.blick.models.token.folder;

import java.util.regex.Pattern;

/** The kinds of pieces that a tokenizer.json may have. */
enum TokenizerKind {
  /** BERT's. */
  WORD_PIECE("wordpiece"),
  /** Byte pair encoding. */
  BYTE_PAIRS("bpe");

  private static final Pattern MERGES = Pattern.compile("\"merges\"\\s*+:\\s*+\\[");

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
   * byte pairs have a list of merges, and older files do not say their kind.
   */
  static TokenizerKind of(CharSequence json) {
    return MERGES.matcher(json).find() ? BYTE_PAIRS : WORD_PIECE;
  }
}
