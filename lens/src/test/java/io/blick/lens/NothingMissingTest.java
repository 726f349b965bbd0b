package io.blick.lens;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.lens.ablation.Intervention;
import io.blick.lens.report.Result;
import io.blick.lens.roles.RolesOptions;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TinyModel;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a caller must give is asked for in a sentence, wherever it is missing. */
class NothingMissingTest {
  private static final String SENTENCE =
      "[a-z]+: (the .+ must not be null|none of the .+ may be null; got null as number 2)";

  /** Packages of which every public static method is called. */
  private static final Set<String> ENTRIES = Set.of(
      "io.blick.lens",
      "io.blick.lens.ablation",
      "io.blick.lens.ablation.output",
      "io.blick.lens.attribution",
      "io.blick.lens.coreference",
      "io.blick.lens.corpus",
      "io.blick.lens.flow",
      "io.blick.lens.looks",
      "io.blick.lens.profile",
      "io.blick.lens.report",
      "io.blick.lens.report.ablation",
      "io.blick.lens.report.compare",
      "io.blick.lens.report.attribution",
      "io.blick.lens.report.heads",
      "io.blick.lens.report.look",
      "io.blick.lens.report.senses",
      "io.blick.lens.report.task",
      "io.blick.lens.roles",
      "io.blick.lens.roles.measured",
      "io.blick.lens.senses",
      "io.blick.lens.trace",
      "io.blick.lens.window");

  /** Types beside the requests that callers make. */
  private static final Set<Class<?>> MADE_BY_CALLERS =
      Set.of(Reading.class, RolesOptions.class, Intervention.class, Intervention.Edge.class);

  private final Map<Class<?>, Object> samples = Samples.all();

  @Test
  void whoever_calls_without_something_is_told_what() throws Exception {
    List<String> wrong = new ArrayList<>();
    int calls = 0;
    for (Executable entry : entries()) {
      for (int parameter = 0; parameter < entry.getParameterCount(); parameter++) {
        Class<?> type = entry.getParameterTypes()[parameter];
        if (!type.isPrimitive()) {
          calls++;
          complain(entry, parameter, null, wrong);
        }
        if (Collection.class.isAssignableFrom(type) && type != Set.class) {
          complain(entry, parameter, Arrays.asList("a", null), wrong);
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(calls).isGreaterThan(150);
  }

  private void complain(Executable entry, int parameter, @Nullable Object given, List<String> wrong)
      throws ReflectiveOperationException {
    String where = entry + ", parameter " + parameter + ", given " + given;
    try {
      call(entry, parameter, given);
      wrong.add(where + ": nothing is thrown");
    } catch (InvocationTargetException thrown) {
      Throwable cause = thrown.getCause();
      if (!(cause instanceof NullPointerException)
          || !String.valueOf(cause.getMessage()).matches(SENTENCE)) {
        wrong.add(where + ": " + cause);
      }
    }
  }

  private void call(Executable entry, int parameter, @Nullable Object given)
      throws ReflectiveOperationException {
    Class<?>[] types = entry.getParameterTypes();
    @Nullable Object[] arguments = new @Nullable Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = i == parameter ? given : sample(types[i]);
    }
    switch (entry) {
      case Constructor<?> constructor -> constructor.newInstance(arguments);
      case Method method
      when Modifier.isStatic(method.getModifiers()) -> method.invoke(null, arguments);
      case Method method -> {
        try (Lens lens = Lens.of(new TinyModel())) {
          method.invoke(lens, arguments);
        }
      }
    }
  }

  private Object sample(Class<?> type) {
    if (type == int.class) {
      return 1;
    }
    if (type == float.class) {
      return 1f;
    }
    if (type == long.class) {
      return 1L;
    }
    if (type == double.class) {
      return 1.0;
    }
    if (type == boolean.class) {
      return true;
    }
    return Objects.requireNonNull(samples.get(type), () -> "a sample of " + type);
  }

  private static List<Executable> entries() throws IOException, URISyntaxException {
    Path classes =
        Path.of(Lens.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
          .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
          .filter(name -> ENTRIES.contains(name.substring(0, name.lastIndexOf('.'))))
          .sorted()
          .flatMap(name -> entries(type(name)))
          .toList();
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Stream<Executable> entries(Class<?> type) {
    if (!isPublic(type) || Throwable.class.isAssignableFrom(type)) {
      return Stream.of();
    }
    Stream<Executable> methods = Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers())
            && !method.isSynthetic()
            && !type.isEnum()
            && (type == Lens.class || Modifier.isStatic(method.getModifiers())))
        .map(method -> method);
    return isMadeByCallers(type)
        ? Stream.concat(methods, Arrays.stream(type.getConstructors()))
        : methods;
  }

  private static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
  }

  private static boolean isMadeByCallers(Class<?> type) {
    return MADE_BY_CALLERS.contains(type)
        || (type.getPackageName().startsWith("io.blick.lens.report")
            && !Result.class.isAssignableFrom(type));
  }
}
