package io.blick.lens.picture.steps;

import io.blick.lens.draw.Numbers;
import io.blick.lens.trace.Steps;
import java.util.Locale;

/** The second and the third step as text: from similarities to scores, from scores to weights. */
final class ScoresText {
  private final StepsView view;
  private final Steps steps;
  private final StepsPage page;
  private final Steps.Key mostLookedAt;
  private final String name;

  ScoresText(StepsView view, StepsPage page) {
    this.view = view;
    this.steps = view.steps();
    this.page = page;
    this.mostLookedAt = view.key(view.byWeight().getFirst());
    this.name = view.name(view.byWeight().getFirst());
  }

  void scaling() {
    int d = steps.dimension();
    String scaling = steps.dividesByRoot()
        ? ("The more numbers a vector has, the larger such sums become, so each is divided by"
                + " √%s = %s;")
            .formatted(d, view.root())
        : "This model multiplies each sum by %s, not by 1/√%s;"
            .formatted(Numbers.fixed(steps.scale(), 3), d);
    page.heading(
        steps.dividesByRoot() ? "2  Scaling: q·k / √" + d : "2  Scaling: scale · q·k",
        "%s for %s: %s %s = %s.%s"
            .formatted(
                scaling,
                name,
                Numbers.fixed(mostLookedAt.dot(), 3),
                view.factor(),
                Numbers.fixed(mostLookedAt.scaled(), 3),
                steps.scoresDiffer() ? changed() : ""));
  }

  private String changed() {
    String capped = steps.hasCap()
        ? " A soft cap of this model makes of it %s."
            .formatted(StepsView.number(mostLookedAt.capped()))
        : "";
    String biased = steps.hasBias()
        ? " This model then adds a bias, by where the two pieces stand: %s + %s = %s."
            .formatted(
                StepsView.number(mostLookedAt.capped()),
                StepsView.number(mostLookedAt.bias()).replaceFirst("^-.*", "($0)"),
                StepsView.number(mostLookedAt.score()))
        : "";
    return capped + biased;
  }

  void softmax() {
    double largest = steps.keys().stream().mapToDouble(Steps.Key::score).max().orElse(0);
    // If the sum overflows or underflows, the largest score is subtracted first: softmax(x − c) is
    // softmax(x).
    double shift = hasDigits(total(0)) || largest == Double.NEGATIVE_INFINITY ? 0 : largest;
    String subtracted = shift == 0
        ? ""
        : " (such sums are too large or too small to be written, so that %s, the largest, is"
                .formatted(Numbers.fixed(shift, 3))
            + " subtracted from each x first, which changes no weight)";
    page.heading(
        "3  Softmax: the weights",
        ("Each %s x becomes exp(x), and is divided by the sum over all keys, so that"
                + " the weights are positive and sum to 1%s; %s.")
            .formatted(
                steps.scoresDiffer() ? "score" : "scaled number",
                subtracted,
                steps.isMean() ? meanOfWeights(shift) : weight(shift)));
  }

  /** Returns how one weight comes from its score. */
  private String weight(double shift) {
    return "for %s: %s: %s"
        .formatted(name, exponential(shift), Numbers.weight(mostLookedAt.weight()));
  }

  /** Returns that a mean of weights does not come from a mean score. */
  private String meanOfWeights(double shift) {
    double ofMean = StrictMath.exp(mostLookedAt.score() - shift) / total(shift);
    return "each piece of %s does so, and the weights below are the means; the softmax of the mean"
            .formatted(view.query())
        + " numbers would be for %s: %s: %s, but the mean of its weights is %s"
            .formatted(
                name,
                exponential(shift),
                Numbers.weight(ofMean),
                Numbers.weight(mostLookedAt.weight()));
  }

  private String exponential(double shift) {
    double score = mostLookedAt.score() - shift;
    return "exp(%s) = %s, of %s in all"
        .formatted(
            StepsView.number((float) score), brief(StrictMath.exp(score)), brief(total(shift)));
  }

  private double total(double shift) {
    return steps.keys().stream()
        .mapToDouble(key -> StrictMath.exp(key.score() - shift))
        .sum();
  }

  private static boolean hasDigits(double total) {
    return total >= Double.MIN_NORMAL && total <= Double.MAX_VALUE;
  }

  private static String brief(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
