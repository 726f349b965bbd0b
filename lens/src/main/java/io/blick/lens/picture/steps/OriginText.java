package io.blick.lens.picture.steps;

import io.blick.lens.draw.Numbers;
import io.blick.lens.trace.QueryOrigin;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The step before the first as text: where q, k and v come from. */
final class OriginText {
  private static final int SHOWN = 6;

  private static final String HEADING = "0  Projection: where q, k and v come from";

  private final StepsView view;
  private final QueryOrigin.Projection origin;

  private OriginText(StepsView view, QueryOrigin.Projection origin) {
    this.view = view;
    this.origin = origin;
  }

  static void append(StepsView view, QueryOrigin origin, StepsPage page) {
    switch (origin) {
      case QueryOrigin.Projection projection -> new OriginText(view, projection).append(page);
      case QueryOrigin.Changed() -> page.heading(HEADING, changed(view));
    }
  }

  private static String changed(StepsView view) {
    return ("q of %s is not W_Q x + b_Q of its hidden state x before layer %s: this model norms x"
            + " first, or turns q and k by their positions before they meet (Su et al. 2021), or"
            + " both. So the sum is left out; q and k below are as they meet, after all of that.")
        .formatted(view.query(), view.steps().head().layer() + 1);
  }

  private void append(StepsPage page) {
    page.heading(HEADING, projection());
    page.blank();
    page.line("x  " + beginning());
    page.blank();
    page.sentence(element());
  }

  private String projection() {
    int c = origin.input().size();
    return ("x is the hidden state of %s before layer %s%s, %s numbers. Of the matrices W_Q, W_K"
            + " and W_V of the layer each head has rows of its own: here %s rows of %s numbers"
            + " each, with a bias b for each row. From the x of each piece they make"
            + " q = W_Q x + b_Q, k = W_K x + b_K and v = W_V x + b_V.")
        .formatted(
            view.query(),
            view.steps().head().layer() + 1,
            view.steps().isMean() ? ", the mean of its pieces" : "",
            c,
            view.steps().dimension(),
            c);
  }

  private String beginning() {
    String first = origin.input().stream()
        .limit(SHOWN)
        .map(number -> Numbers.fixed(number, 2))
        .collect(Collectors.joining(" "));
    return origin.input().size() > SHOWN ? first + " …" : first;
  }

  private String element() {
    String terms = IntStream.range(0, Math.min(2, origin.input().size()))
        .mapToObj(i -> StepsView.term(origin.input().get(i))
            + " × "
            + StepsView.term(origin.weights().get(i)))
        .collect(Collectors.joining(" + "));
    return "Number %s of q (counted from 0), x times its row of W_Q: %s + … = %s, the sum of %s"
            .formatted(
                origin.element(),
                terms,
                Numbers.fixed(origin.product(), 3),
                origin.input().size())
        + " products; with the bias it is %s + %s = %s."
            .formatted(
                Numbers.fixed(origin.product(), 3),
                parenthesised(Numbers.fixed(origin.bias(), 3)),
                Numbers.fixed(view.steps().query().get(origin.element()), 3));
  }

  private static String parenthesised(String number) {
    return number.startsWith("-") ? "(" + number + ")" : number;
  }
}
