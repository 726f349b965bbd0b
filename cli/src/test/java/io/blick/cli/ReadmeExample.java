package io.blick.cli;

import io.blick.hub.Hub;
import io.blick.lens.trace.Trace;
import io.blick.models.text.TextModel;
import java.util.Locale;

/** The lines of Java that README.md shows. */
final class ReadmeExample {
  private ReadmeExample() {}

  static void run() {
    try (TextModel model = Hub.model("bert-base-multilingual-cased")) {
      Trace trace = Trace.of(model, "Katten som min granne äger jagade musen");
      float[][] weights = trace.words(8, 10); // layer 9, head 11, counted from 0
      System.out.printf(Locale.ROOT, "%.3f %.3f%n", weights[6][1], weights[6][7]);
    }
  }
}
