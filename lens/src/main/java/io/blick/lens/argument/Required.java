package io.blick.lens.argument;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The check of what a caller must give: never null, which a program without a checker of nulls can
 * give unseen.
 */
public final class Required {
  private Required() {}

  /**
   * Returns a value that must be there.
   *
   * @param operation with which the error begins, such as {@code look}
   * @param what the name of the value, such as {@code text}
   * @throws NullPointerException if it is null; the message is a sentence: {@code look: the text
   *     must not be null}
   */
  public static <T> T of(String operation, String what, @Nullable T value) {
    if (value == null) {
      throw new NullPointerException("%s: the %s must not be null".formatted(operation, what));
    }
    return value;
  }

  /**
   * Returns an unmodifiable copy of values that must be there.
   *
   * @param operation with which the error begins
   * @param what the name of the values, in the plural
   * @throws NullPointerException if they are null, or one of them; the message is a sentence, which
   *     counts them from 1
   */
  public static <T> List<T> all(
      String operation, String what, @Nullable Collection<? extends @Nullable T> values) {
    Collection<? extends @Nullable T> given = of(operation, what, values);
    List<T> there = new ArrayList<>(given.size());
    for (@Nullable T value : given) {
      if (value == null) {
        throw new NullPointerException("%s: none of the %s may be null; got null as number %d"
            .formatted(operation, what, there.size() + 1));
      }
      there.add(value);
    }
    return List.copyOf(there);
  }
}
