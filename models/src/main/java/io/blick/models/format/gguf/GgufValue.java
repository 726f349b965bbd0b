package io.blick.models.format.gguf;

import io.blick.models.format.mapped.MappedFile;

/** A value of the metadata: of lists, where they stand in the file. */
sealed interface GgufValue {

  /** Returns what it is, for errors. */
  String kind();

  /** A whole number. */
  record Whole(long number) implements GgufValue {
    @Override
    public String kind() {
      return "the number " + number;
    }
  }

  /** A number with a fraction, or one that is too large to count anything. */
  record Real(double number) implements GgufValue {
    @Override
    public String kind() {
      return "the number " + number;
    }
  }

  /** A truth value. */
  record Flag(boolean set) implements GgufValue {
    @Override
    public String kind() {
      return "the flag " + set;
    }
  }

  /**
   * A text.
   *
   * @param at where its length stands
   */
  record Text(long at) implements GgufValue {
    @Override
    public String kind() {
      return "a text";
    }
  }

  /**
   * A list of numbers or flags.
   *
   * @param at where the first one stands
   */
  record Numbers(GgufScalar type, long at, int count) implements GgufValue {
    @Override
    public String kind() {
      return "a list of %d values of type %s".formatted(count, type);
    }

    GgufValue value(MappedFile file, int index) {
      return type.value(file, at + (long) index * type.bytes());
    }
  }

  /**
   * A list of texts.
   *
   * @param at where the length of the first one stands
   * @param bytes how many bytes they take with their lengths
   */
  record Texts(long at, int count, long bytes) implements GgufValue {
    @Override
    public String kind() {
      return "a list of %d texts".formatted(count);
    }
  }
}
