package com.example;

import io.blick.models.task.Classification;
import io.blick.models.task.Classifier;
import java.nio.file.Path;
import java.util.Locale;

/** Classes: what a fine-tuned model of yours says of a text. */
public final class Classes {
  private Classes() {}

  /** Prints each class of a text with its probability; the model's folder is the argument. */
  public static void main(String[] arguments) {
    try (Classifier classifier = Classifier.open(Path.of(arguments[0]))) {
      Classification classes = classifier.classify("The cat sat.");
      classes
          .labels()
          .forEach(one -> System.out.printf(Locale.ROOT, "%.3f %s%n", one.score(), one.label()));
    }
  }
}
