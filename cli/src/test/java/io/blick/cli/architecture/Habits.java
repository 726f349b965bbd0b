package io.blick.cli.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** What no class of the house does. */
final class Habits {
  private static final Set<String> TRANSCENDENTALS = Set.of(
      "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp", "expm1",
      "log", "log10", "log1p", "pow", "cbrt", "hypot");

  static final ArchRule SAME_BITS_ON_EVERY_MACHINE = noClasses()
      .should()
      .accessTargetWhere(describe(
          "a transcendental of java.lang.Math",
          access -> access.getTargetOwner().isEquivalentTo(Math.class)
              && TRANSCENDENTALS.contains(access.getTarget().getName())))
      .orShould()
      .accessTargetWhere(describe(
          "a transcendental of the Vector API",
          access -> access.getTargetOwner().getName().equals("jdk.incubator.vector.VectorOperators")
              && TRANSCENDENTALS.contains(lowerCase(access.getTarget().getName()))))
      .because("their intrinsics differ between processors; StrictMath and our own polynomials"
          + " do not");

  static final ArchRule STATIC_FIELDS_ARE_FINAL = fields()
      .that()
      .areStatic()
      .and(not(modifier(JavaModifier.SYNTHETIC)))
      .should()
      .beFinal()
      .because("static mutable state is shared by callers who do not know of each other");

  /** Arrays pass: a table of constants is one. */
  static final ArchRule STATIC_FIELDS_HOLD_NO_STATE = fields()
      .that()
      .areStatic()
      .and(not(modifier(JavaModifier.SYNTHETIC)))
      .should()
      .notHaveRawType(madeToChange())
      .because("static mutable state is shared by callers who do not know of each other");

  private Habits() {}

  private static String lowerCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static DescribedPredicate<JavaClass> madeToChange() {
    return describe(
        "made to change (atomics, thread locals, collections by their class, builders, random)",
        type -> type.getPackageName().equals("java.util.concurrent.atomic")
            || type.isAssignableTo(ThreadLocal.class)
            || type.isAssignableTo(java.util.concurrent.ConcurrentMap.class)
            || type.isAssignableTo(Appendable.class)
            || type.isAssignableTo(Random.class)
            || (!type.isInterface()
                && (type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class))));
  }
}
