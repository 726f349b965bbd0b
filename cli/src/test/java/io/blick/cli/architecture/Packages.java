package io.blick.cli.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.TreeMap;

/** How much stands in one package. */
final class Packages {
  /** A file holds one top-level class, so classes are counted; what the build writes counts too. */
  static final int MOST_FILES = 25;

  /** Packages that may be larger, how large, and why. */
  static final Map<String, Larger> LARGER = Map.of(
      "io.blick.core.attention",
      new Larger(
          34,
          "blocks and tallies of the fused kernel reach back into the call's job; they can have"
              + " rooms of their own when a block of scores stands without it"),
      "io.blick.core.kernel",
      new Larger(
          36,
          "each of six families is an interface, its obvious loops and its fast ones, which stand"
              + " side by side, five files are loops that the build writes, and what a panel of"
              + " blocks looks like is for both of its loops"));

  static final ArchRule NO_CROWDED_PACKAGE = classes()
      .that()
      .areTopLevelClasses()
      .should(new StandInSmallPackages())
      .because("who opens a package must see at a glance what it is and what may be touched");

  private Packages() {}

  /**
   * A package that may be larger.
   *
   * @param most files
   * @param reason why they stay together
   */
  record Larger(int most, String reason) {}

  private static final class StandInSmallPackages extends ArchCondition<JavaClass> {
    private final Map<String, Integer> files = new TreeMap<>();

    StandInSmallPackages() {
      super("stand in packages of at most %d files".formatted(MOST_FILES));
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
      // What is said of a package is no part of it that could be touched.
      if (!type.getSimpleName().equals("package-info")) {
        files.merge(type.getPackageName(), 1, Integer::sum);
      }
    }

    @Override
    public void finish(ConditionEvents events) {
      files.forEach((name, count) -> {
        Larger larger = LARGER.get(name);
        int most = larger == null ? MOST_FILES : larger.most();
        events.add(new SimpleConditionEvent(
            name, count <= most, "%s has %d files, more than %d".formatted(name, count, most)));
      });
      files.clear();
    }
  }
}
