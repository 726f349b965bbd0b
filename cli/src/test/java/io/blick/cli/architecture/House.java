package io.blick.cli.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;

/** The classes that the rules are held against, as compiled. */
final class House {
  /**
   * The rooms, as folders beside this module's own. The bench is none of them: it is built last,
   * nothing may depend on it, and it measures the machine with what is forbidden to others.
   */
  static final List<String> ROOMS = List.of("core", "models", "hub", "lens", "cli");

  private House() {}

  /** Returns where the classes of {@code room} lie. */
  static Path folder(String room) {
    return Path.of("..", room, "target", "classes").toAbsolutePath().normalize();
  }

  /** Returns all classes of one room. */
  static JavaClasses room(String room) {
    return new ClassFileImporter().importPaths(folder(room));
  }

  /** Returns all classes of the house. */
  static JavaClasses all() {
    return new ClassFileImporter().importPaths(ROOMS.stream().map(House::folder).toList());
  }

  /** Returns the classes that break the rules, one and all. */
  static JavaClasses violations() {
    return new ClassFileImporter()
        .importPaths(Path.of("target", "test-classes", "io", "blick", "violations"));
  }
}
