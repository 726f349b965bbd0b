package io.blick.lens;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.tensor.Tensor;
import io.blick.lens.report.Result;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A result stays as it is, whatever its readers do with what it hands out. */
class ResultsStayTest {
  private static final int DEEPEST = 5;
  private static final Map<Class<?>, Object> ARGUMENTS =
      Map.of(int.class, 0, Head.class, new Head(0, 0), Granularity.class, Granularity.PIECES);

  @TempDir
  private Path folder;

  @Test
  void nothing_that_a_result_hands_out_changes_it() throws IllegalAccessException {
    Map<String, Lens> lenses = Questions.open(folder);
    int overwritten = 0;
    for (Questions.Question question : Questions.all(folder)) {
      Lens lens = Objects.requireNonNull(lenses.get(question.model()));
      Result result = question.ask().apply(lens);
      String before = Written.all(result);

      var reader = new Reader();
      reader.read(result, 0);

      assertThat(reader.changeable).as("%s", question).isEmpty();
      assertThat(Written.all(result)).as("%s", question).isEqualTo(before);
      overwritten += reader.overwritten;
    }
    lenses.values().forEach(Lens::close);
    assertThat(overwritten).as("arrays that were handed out").isGreaterThan(100);
  }

  /** Reads all that can be read of an object, and overwrites what it gets. */
  private static final class Reader {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<String> changeable = new ArrayList<>();
    private int overwritten;

    void read(Object object, int depth) throws IllegalAccessException {
      if (depth == DEEPEST
          || !Modifier.isPublic(object.getClass().getModifiers())
          || !seen.add(object)) {
        return;
      }
      for (Method method : object.getClass().getMethods()) {
        if (isRead(method)) {
          read(method, object, depth);
        }
      }
    }

    private static boolean isRead(Method method) {
      return method.getDeclaringClass().getName().startsWith("io.blick.")
          && !Modifier.isStatic(method.getModifiers())
          && Arrays.stream(method.getParameterTypes()).allMatch(ARGUMENTS::containsKey);
    }

    private void read(Method method, Object object, int depth) throws IllegalAccessException {
      Object[] arguments =
          Arrays.stream(method.getParameterTypes()).map(ARGUMENTS::get).toArray();
      try {
        got(method.toString(), method.invoke(object, arguments), depth);
      } catch (InvocationTargetException _) {
        // There is nothing at this place, as for a head that the object does not have.
      }
    }

    private void got(String from, @Nullable Object value, int depth) throws IllegalAccessException {
      switch (value) {
        case null -> {}
        case Collection<?> all -> {
          requireUnmodifiable(from, () -> all.add(null));
          for (Object one : all.stream().limit(3).toList()) {
            got(from, one, depth);
          }
        }
        case Map<?, ?> map -> requireUnmodifiable(from, map::clear);
        case Optional<?> maybe -> got(from, maybe.orElse(null), depth);
        case Object[] array -> {
          for (Object one : array) {
            got(from, one, depth);
          }
        }
        case float[] array -> {
          overwritten++;
          Arrays.fill(array, 7);
        }
        case double[] array -> {
          overwritten++;
          Arrays.fill(array, 7);
        }
        case int[] array -> {
          overwritten++;
          Arrays.fill(array, 7);
        }
        case Tensor tensor -> {
          if (!tensor.data().isReadOnly()) {
            overwritten++;
            tensor.data().fill((byte) 7);
          }
        }
        default -> read(value, depth + 1);
      }
    }

    private void requireUnmodifiable(String from, Runnable change) {
      try {
        change.run();
        changeable.add(from);
      } catch (UnsupportedOperationException expected) {
        assertThat(expected).isNotNull();
      }
    }
  }
}
