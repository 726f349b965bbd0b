package io.blick.models.format.fuzz;

import io.blick.models.format.file.FolderRule;
import io.blick.models.format.file.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The constants of all enums that are rules, found among the compiled classes of the module. */
public final class AllRules {
  private static final Path CLASSES = Path.of("target", "classes");

  private static final List<Class<?>> ENUMS = find();

  private AllRules() {}

  /** Returns the rules that the bytes of a file can break: all but those on its place and state. */
  public static Set<Rule> ofBytes() {
    return enums().stream()
        .filter(type -> type != FolderRule.class)
        .flatMap(type -> Arrays.stream(type.getEnumConstants()))
        .map(Rule.class::cast)
        .collect(Collectors.toSet());
  }

  /** Returns those of one enum, which only its own room can name otherwise. */
  static Set<Rule> of(String name) {
    return enums().stream()
        .filter(type -> type.getSimpleName().equals(name))
        .flatMap(type -> Arrays.stream(type.getEnumConstants()))
        .map(Rule.class::cast)
        .collect(Collectors.toSet());
  }

  /** Returns the enums. */
  static List<Class<?>> enums() {
    return ENUMS;
  }

  private static List<Class<?>> find() {
    try (Stream<Path> files = Files.walk(CLASSES)) {
      return files
          .map(file -> CLASSES.relativize(file).toString())
          .filter(name -> name.endsWith("Rule.class"))
          .<Class<?>>map(AllRules::load)
          .filter(type -> type.isEnum() && Rule.class.isAssignableFrom(type))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Class<?> load(String file) {
    try {
      return Class.forName(file.replace(".class", "").replace('/', '.').replace('\\', '.'));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("rules: the class of %s must load".formatted(file), e);
    }
  }
}
