package io.blick.models.format.gguf;

import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.format.mapped.MappedFile;
import io.blick.models.format.mapped.NearestName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * The metadata of a GGUF file: values by keys such as {@code llama.block_count}. A key that is
 * missing, or has a value of another kind than is asked for, is an error that names it. Whoever
 * reads long lists does so within {@link Gguf#reading}.
 */
public final class GgufMetadata {
  private final MappedFile file;
  private final SequencedMap<String, GgufValue> values;

  GgufMetadata(MappedFile file, SequencedMap<String, GgufValue> values) {
    this.file = file;
    this.values = values;
  }

  /** Returns the keys, in the file's order. */
  public SequencedSet<String> keys() {
    return Collections.unmodifiableSequencedSet(values.sequencedKeySet());
  }

  /** Returns the file. */
  public Path path() {
    return file.path();
  }

  /** Whether the file has a key. */
  public boolean has(String key) {
    return values.containsKey(key);
  }

  /**
   * Returns a text.
   *
   * @throws FormatException if it is missing, no text, or not UTF-8
   */
  public String text(String key) {
    return switch (value(key)) {
      case GgufValue.Text(long at) -> GgufCursor.textAt(file, at);
      case GgufValue other -> throw kind(key, "a text", other);
    };
  }

  /**
   * Returns a whole number.
   *
   * @throws FormatException if it is missing, or no whole number below 2^63
   */
  public long whole(String key) {
    return switch (value(key)) {
      case GgufValue.Whole(long number) -> number;
      case GgufValue other -> throw kind(key, "a whole number", other);
    };
  }

  /**
   * Returns a number, whole or not.
   *
   * @throws FormatException if it is missing, or no number
   */
  public double number(String key) {
    return switch (value(key)) {
      case GgufValue.Whole(long number) -> number;
      case GgufValue.Real(double number) -> number;
      case GgufValue other -> throw kind(key, "a number", other);
    };
  }

  /**
   * Returns a truth value.
   *
   * @throws FormatException if it is missing, or none
   */
  public boolean flag(String key) {
    return switch (value(key)) {
      case GgufValue.Flag(boolean set) -> set;
      case GgufValue other -> throw kind(key, "a flag", other);
    };
  }

  /**
   * Returns a list of texts.
   *
   * @throws FormatException if it is missing, no such list, or a text is not UTF-8
   */
  public List<String> texts(String key) {
    return switch (value(key)) {
      case GgufValue.Texts(long at, int count, long bytes) -> {
        List<String> texts = new ArrayList<>(count);
        GgufCursor cursor = new GgufCursor(file, at);
        for (int i = 0; i < count; i++) {
          texts.add(cursor.text(key));
        }
        yield Collections.unmodifiableList(texts);
      }
      case GgufValue other -> throw kind(key, "a list of texts", other);
    };
  }

  /**
   * Returns a list of whole numbers.
   *
   * @throws FormatException if it is missing, or no such list
   */
  public long[] wholes(String key) {
    GgufValue.Numbers list = list(key, "a list of whole numbers");
    long[] wholes = new long[list.count()];
    for (int i = 0; i < wholes.length; i++) {
      wholes[i] = switch (list.value(file, i)) {
        case GgufValue.Whole(long number) -> number;
        default -> throw kind(key, "a list of whole numbers", list);
      };
    }
    return wholes;
  }

  /**
   * Returns a list of truth values.
   *
   * @throws FormatException if it is missing, or no such list
   */
  public boolean[] flags(String key) {
    GgufValue.Numbers list = list(key, "a list of flags");
    boolean[] flags = new boolean[list.count()];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = switch (list.value(file, i)) {
        case GgufValue.Flag(boolean set) -> set;
        default -> throw kind(key, "a list of flags", list);
      };
    }
    return flags;
  }

  /**
   * Returns a list of numbers, whole or not.
   *
   * @throws FormatException if it is missing, or no such list
   */
  public double[] numbers(String key) {
    GgufValue.Numbers list = list(key, "a list of numbers");
    double[] numbers = new double[list.count()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = switch (list.value(file, i)) {
        case GgufValue.Whole(long number) -> number;
        case GgufValue.Real(double number) -> number;
        default -> throw kind(key, "a list of numbers", list);
      };
    }
    return numbers;
  }

  /**
   * Returns how many bytes a list takes in the file: a bound for who reads it.
   *
   * @throws FormatException if it is missing, or no list
   */
  public long bytes(String key) {
    return switch (value(key)) {
      case GgufValue.Texts list -> list.bytes();
      case GgufValue.Numbers list -> (long) list.type().bytes() * list.count();
      case GgufValue other -> throw kind(key, "a list", other);
    };
  }

  private GgufValue value(String key) {
    Objects.requireNonNull(key, "gguf: the key must not be null");
    file.requireOpen();
    GgufValue value = values.get(key);
    if (value == null) {
      throw GgufRule.KEY_ABSENT.broken(
          file,
          0,
          Escaped.text(key),
          values.size(),
          Escaped.text(NearestName.among(values.keySet(), key)));
    }
    return value;
  }

  private GgufValue.Numbers list(String key, String wanted) {
    return switch (value(key)) {
      case GgufValue.Numbers list -> list;
      case GgufValue other -> throw kind(key, wanted, other);
    };
  }

  private FormatException kind(String key, String wanted, GgufValue value) {
    return GgufRule.KIND.broken(file, 0, Escaped.text(key), wanted, value.kind());
  }
}
