package com.example;

import io.blick.hub.Hub;
import io.blick.models.generate.Completer;
import io.blick.models.generate.WritingOptions;
import io.blick.models.text.TextModel;

/** Writing: a language model goes on with a text. */
public final class Writing {
  private Writing() {}

  /** Prints what follows, as it comes. */
  public static void main(String[] arguments) {
    WritingOptions options = WritingOptions.usual().withPieces(12);
    try (TextModel model = Hub.model("smollm2-135m-instruct")) {
      Completer completer = Completer.of(model); // many threads, one completer
      completer.complete("Gravity is", options, (piece, text) -> System.out.print(text));
      System.out.println();
    }
  }
}
