package com.example;

import io.blick.hub.Hub;
import io.blick.lens.trace.Trace;
import io.blick.models.text.TextModel;
import java.util.Locale;

/** A weight: how much one word looks at another in one head. */
public final class Weight {
  private Weight() {}

  /** Prints what jagade gives Katten and musen. */
  public static void main(String[] arguments) {
    try (TextModel model = Hub.model("bert-base-multilingual-cased")) {
      Trace trace = Trace.of(model, "Katten som min granne äger jagade musen");
      float[][] weights = trace.words(8, 10); // layer 9, head 11, counted from 0
      System.out.printf(Locale.ROOT, "%.3f %.3f%n", weights[6][1], weights[6][7]);
    }
  }
}
