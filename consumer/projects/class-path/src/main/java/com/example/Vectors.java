package com.example;

import io.blick.hub.Hub;
import io.blick.models.task.Embedder;
import java.util.List;
import java.util.Locale;

/** Vectors: texts of near meaning have near ones. */
public final class Vectors {
  private Vectors() {}

  /** Prints how near the second and the third text are to the first. */
  public static void main(String[] arguments) {
    List<String> texts =
        List.of("The cat chased the mouse.", "A cat hunts mice.", "Interest rates went up.");
    try (Embedder embedder = Embedder.open(Hub.open().path("all-MiniLM-L6-v2"))) {
      // Many threads, one embedder.
      List<float[]> vectors =
          texts.parallelStream().map(text -> embedder.embed(text).vector()).toList();
      System.out.printf(
          Locale.ROOT,
          "%.3f %.3f%n",
          cosine(vectors.get(0), vectors.get(1)),
          cosine(vectors.get(0), vectors.get(2)));
    }
  }

  /** Returns the cosine of two vectors of length 1, which is their product. */
  private static float cosine(float[] a, float[] b) {
    float sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
