package io.blick.models.task;

import java.util.Arrays;

/** The vector of a text. */
public final class Embedding {
  private final float[] vector;
  private final int pieces;
  private final boolean cut;

  /**
   * Creates an embedding.
   *
   * @param vector the numbers (E); copied
   * @param pieces how many pieces were read, with those that the model adds
   * @param cut whether the text had more pieces, which were left out
   */
  public Embedding(float[] vector, int pieces, boolean cut) {
    this.vector = Given.one("embedding", "vector", vector).clone();
    this.pieces = pieces;
    this.cut = cut;
  }

  /** Returns a copy of the vector (E). Whether its length is 1 depends on the model's folder. */
  public float[] vector() {
    return vector.clone();
  }

  /** Returns how many pieces were read, with those that the model adds. */
  public int pieces() {
    return pieces;
  }

  /** Whether the text had more pieces, which were left out. */
  public boolean cut() {
    return cut;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Embedding that
        && Arrays.equals(vector, that.vector)
        && pieces == that.pieces
        && cut == that.cut;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(vector);
  }

  @Override
  public String toString() {
    return "embedding of %d numbers, %d pieces%s"
        .formatted(vector.length, pieces, cut ? ", cut" : "");
  }
}
