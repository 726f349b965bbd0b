package io.blick.models.encoder;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The classes of transformers that a config.json may name, by what follows the architecture. */
enum HeadClass {
  NONE("Model"),
  MASKED("ForMaskedLM"),
  PRETRAINING("ForPreTraining"),
  LANGUAGE("LMHeadModel"),
  CLASSES("ForSequenceClassification"),
  TAGS("ForTokenClassification"),
  ANSWERS("ForQuestionAnswering"),
  NEXT("ForNextSentencePrediction"),
  CHOICES("ForMultipleChoice");

  private final String suffix;

  HeadClass(String suffix) {
    this.suffix = suffix;
  }

  /**
   * Returns the class of a name, if it is known.
   *
   * @param classes what the architecture's class names begin with
   */
  static Optional<HeadClass> of(String classes, String name) {
    return Arrays.stream(values())
        .filter(kind -> name.equals(classes + kind.suffix))
        .findFirst();
  }

  /** Whether a config names this class. */
  boolean isNamed(String classes, List<String> architectures) {
    return architectures.contains(classes + suffix);
  }

  /** Whether a config names a class with an output layer, known or not. */
  static boolean anyIsNamed(String classes, List<String> architectures) {
    return architectures.stream().anyMatch(name -> !name.equals(classes + NONE.suffix));
  }
}
