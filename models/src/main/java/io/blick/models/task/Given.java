package io.blick.models.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The check of what a caller gives: nothing of it may be null, and a list is read once. */
final class Given {
  private Given() {}

  /**
   * Returns an argument.
   *
   * @param operation with which the error begins
   * @param name of the argument
   * @throws NullPointerException if it is null
   */
  static <T> T one(String operation, String name, @Nullable T value) {
    return Objects.requireNonNull(value, () -> operation + ": " + name + " must not be null");
  }

  /**
   * Returns a copy of a list, so that nothing changes while it is used.
   *
   * @param name of an element, in the singular
   * @throws NullPointerException if the list is null, or an element, which the message counts from
   *     1
   */
  static <T> List<T> each(String operation, String name, @Nullable List<? extends T> values) {
    List<T> copy = new ArrayList<>(one(operation, name + "s", values));
    for (int i = 0; i < copy.size(); i++) {
      one(operation, name + " " + (i + 1), copy.get(i));
    }
    return Collections.unmodifiableList(copy);
  }
}
