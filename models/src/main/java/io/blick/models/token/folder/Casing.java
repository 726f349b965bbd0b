package io.blick.models.token.folder;

import io.blick.models.token.unicode.CharacterKinds;
import io.blick.models.token.unicode.Normalisation;
import io.blick.models.token.wordpiece.WordPieceVocabulary;

/** Whether a model is cased, guessed from its vocabulary where no file says it. */
enum Casing {
  CASED("cased", "has capital letters"),
  UNCASED("uncased", "has no capital letters");

  private final String name;
  private final String reason;

  Casing(String name, String reason) {
    this.name = name;
    this.reason = reason;
  }

  /**
   * Returns {@code CASED} for a vocabulary with capital letters, not counting those of special
   * pieces.
   */
  static Casing of(WordPieceVocabulary vocabulary) {
    for (int row = 0; row < vocabulary.size(); row++) {
      String piece = vocabulary.piece(row);
      if (!piece.startsWith("[") && piece.codePoints().anyMatch(CharacterKinds::isCapital)) {
        return CASED;
      }
    }
    return UNCASED;
  }

  Normalisation normalisation() {
    return switch (this) {
      case CASED -> Normalisation.cased();
      case UNCASED -> Normalisation.uncased();
    };
  }

  /** Returns what was assumed, and why. */
  String note() {
    return "no file says whether the model is cased; it was taken for %s, since vocab.txt %s;"
            .formatted(name, reason)
        + " do_lower_case in tokenizer_config.json would say it";
  }
}
