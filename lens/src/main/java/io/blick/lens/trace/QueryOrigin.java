package io.blick.lens.trace;

import io.blick.core.nn.Linear;
import io.blick.lens.argument.Required;
import io.blick.models.text.TextModel;
import java.util.List;

/**
 * Where a query comes from: q = W_Q x + b_Q, x the hidden state before the layer; and of one number
 * of q what it is made of, Σ x·w + b. For the mean of several pieces x is the mean of theirs, of
 * which q is the query, since the projection is linear.
 *
 * @param input x (C)
 * @param element index of that number in q
 * @param weights w (C), its row of W_Q
 * @param bias b, its number of b_Q; 0 if the projection has no bias
 */
public record QueryOrigin(List<Float> input, int element, List<Float> weights, float bias) {

  /** Copies the lists. */
  public QueryOrigin {
    input = List.copyOf(input);
    weights = List.copyOf(weights);
  }

  /**
   * Returns where the query of some steps comes from, and takes for its one number that which has
   * the largest product with the key that is looked at most.
   *
   * @param model that of the pass, still open
   */
  public static QueryOrigin of(TextModel model, Trace trace, Steps steps) {
    Required.of("steps", "model", model);
    Required.of("steps", "trace", trace);
    Required.of("steps", "steps", steps);
    Head head = steps.head();
    Linear query = model.inputProjections(head.layer()).query();
    int element = steps.largestProducts(steps.mostLookedAt()).getFirst();
    int row = head.head() * steps.dimension() + element;
    return new QueryOrigin(
        Mean.of(steps.pieces(), t -> trace.hidden(head.layer()).at(t).toFloats()),
        element,
        Mean.of(List.of(row), at -> query.weight().row(at)),
        query.bias().map(bias -> (float) bias.get(row)).orElse(0f));
  }

  /** Returns Σ x·w, computed in float64. */
  public double product() {
    double sum = 0;
    for (int i = 0; i < input.size(); i++) {
      sum += (double) input.get(i) * weights.get(i);
    }
    return sum;
  }
}
