package io.blick.core.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The axes of an operation's arguments by name: a name has one size in all of them.
 *
 * <p>A pattern lists the axes of one argument, outermost first, as in the javadoc: {@code "q: B T H
 * D"}. A pattern that begins with {@code …} allows any axes before the named ones. A check that
 * succeeds allocates nothing.
 */
public final class Axes {
  private static final String ANY = "…";

  private final String operation;
  private final List<Argument> arguments;

  private Axes(String operation, List<Argument> arguments) {
    this.operation = operation;
    this.arguments = arguments;
  }

  /**
   * Returns the axes of an operation.
   *
   * @param operation the name that errors begin with
   * @param patterns one for each argument, such as {@code "q: B T H D"}
   * @throws IllegalArgumentException if a pattern has a name twice: axes within one argument are
   *     not compared
   */
  public static Axes of(String operation, String... patterns) {
    List<Argument> arguments = new ArrayList<>();
    for (String pattern : patterns) {
      Argument argument = Argument.of(pattern);
      if (Set.copyOf(argument.names).size() < argument.names.size()) {
        throw new IllegalArgumentException(
            "%s: an argument's axes must have different names; got %s"
                .formatted(operation, pattern));
      }
      arguments.add(argument);
    }
    return new Axes(operation, List.copyOf(arguments));
  }

  /**
   * Checks one argument.
   *
   * @throws ShapeException if the rank differs from the pattern
   */
  public void check(Tensor a) {
    check(a, a, a, 1);
  }

  /**
   * Checks two arguments.
   *
   * @throws ShapeException if a rank differs from its pattern or a name has two sizes
   */
  public void check(Tensor a, Tensor b) {
    check(a, b, b, 2);
  }

  /**
   * Checks three arguments.
   *
   * @throws ShapeException if a rank differs from its pattern or a name has two sizes
   */
  public void check(Tensor a, Tensor b, Tensor c) {
    check(a, b, c, 3);
  }

  /** Returns the size of the axis {@code name} of {@code tensor}, which is the given argument. */
  public int size(String name, String argument, Tensor tensor) {
    for (int i = 0; i < arguments.size(); i++) {
      Argument candidate = arguments.get(i);
      if (candidate.name.equals(argument) && candidate.names.contains(name)) {
        return candidate.size(name, tensor);
      }
    }
    throw new IllegalStateException(operation + ": " + argument + " has no axis " + name);
  }

  private void check(Tensor a, Tensor b, Tensor c, int count) {
    if (count != arguments.size()) {
      throw new IllegalStateException(operation + ": takes " + arguments.size() + " arguments");
    }
    for (int i = 0; i < count; i++) {
      if (!arguments.get(i).fits(pick(i, a, b, c))) {
        throw wrongRank(arguments.get(i), pick(i, a, b, c));
      }
    }
    for (int i = 1; i < count; i++) {
      agree(i, a, b, c);
    }
  }

  private void agree(int later, Tensor a, Tensor b, Tensor c) {
    Argument argument = arguments.get(later);
    for (int n = 0; n < argument.names.size(); n++) {
      String name = argument.names.get(n);
      for (int i = 0; i < later; i++) {
        Argument earlier = arguments.get(i);
        if (earlier.names.contains(name)
            && earlier.size(name, pick(i, a, b, c)) != argument.size(name, pick(later, a, b, c))) {
          throw wrongSize(name, i, later, a, b, c);
        }
      }
    }
  }

  private static Tensor pick(int i, Tensor a, Tensor b, Tensor c) {
    return i == 0 ? a : i == 1 ? b : c;
  }

  private ShapeException wrongRank(Argument argument, Tensor tensor) {
    return new ShapeException("%s: %s must have the axes (%s); got %s"
        .formatted(operation, argument.name, argument.pattern(), tensor));
  }

  private ShapeException wrongSize(
      String name, int earlier, int later, Tensor a, Tensor b, Tensor c) {
    List<String> described = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      described.add(arguments.get(i).describe(pick(i, a, b, c)));
    }
    return new ShapeException("%s: axis %s is %d in %s but %d in %s; %s"
        .formatted(
            operation,
            name,
            arguments.get(earlier).size(name, pick(earlier, a, b, c)),
            arguments.get(earlier).name,
            arguments.get(later).size(name, pick(later, a, b, c)),
            arguments.get(later).name,
            String.join(", ", described)));
  }

  private record Argument(String name, boolean open, List<String> names) {
    static Argument of(String pattern) {
      int colon = pattern.indexOf(": ");
      List<String> names = List.of(pattern.substring(colon + 2).split(" ", -1));
      boolean open = names.getFirst().equals(ANY);
      return new Argument(
          pattern.substring(0, colon), open, open ? names.subList(1, names.size()) : names);
    }

    boolean fits(Tensor tensor) {
      return open ? tensor.rank() >= names.size() : tensor.rank() == names.size();
    }

    int size(String axis, Tensor tensor) {
      return tensor.size(tensor.rank() - names.size() + names.indexOf(axis));
    }

    String pattern() {
      return (open ? ANY + " " : "") + String.join(" ", names);
    }

    String describe(Tensor tensor) {
      List<String> axes = new ArrayList<>();
      int outer = tensor.rank() - names.size();
      for (int i = 0; i < tensor.rank(); i++) {
        axes.add((i < outer ? "" : names.get(i - outer) + "=") + tensor.size(i));
      }
      return name + " is (" + String.join(", ", axes) + ")";
    }
  }
}
