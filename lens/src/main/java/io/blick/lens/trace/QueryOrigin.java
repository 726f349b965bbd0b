package io.blick.lens.trace;

import io.blick.core.nn.Linear;
import io.blick.core.tensor.Tensor;
import io.blick.lens.argument.Required;
import io.blick.models.text.TextModel;
import java.util.List;

/** Where the query of some steps comes from. */
public sealed interface QueryOrigin {

  /**
   * q = W_Q x + b_Q, x the hidden state before the layer; and of one number of q what it is made
   * of, Σ x·w + b. For the mean of several pieces x is the mean of theirs, of which q is the query,
   * since the projection is linear.
   *
   * @param input x (C)
   * @param element index of that number in q
   * @param weights w (C), its row of W_Q
   * @param bias b, its number of b_Q; 0 if the projection has no bias
   */
  record Projection(List<Float> input, int element, List<Float> weights, float bias)
      implements QueryOrigin {

    /** Copies the lists. */
    public Projection {
      input = List.copyOf(input);
      weights = List.copyOf(weights);
    }

    /** Returns Σ x·w, computed in float64. */
    public double product() {
      double sum = 0;
      for (int i = 0; i < input.size(); i++) {
        sum += (double) input.get(i) * weights.get(i);
      }
      return sum;
    }

    /**
     * Whether Σ x·w + b is a number, up to the rounding of a sum of C products in float32 in any
     * order and of two means: (C + 4) · 2⁻²⁴ · (Σ |x|·|w| + |b|), Higham 2002, section 3.1.
     *
     * @param sizes |x| (C), the mean over the pieces
     */
    private boolean gives(float number, List<Float> sizes) {
      double size = Math.abs(bias);
      for (int i = 0; i < input.size(); i++) {
        size += Math.abs((double) sizes.get(i) * weights.get(i));
      }
      return Math.abs(product() + bias - number) <= (input.size() + 4) * 0x1p-24 * size;
    }
  }

  /**
   * q is not W_Q x + b_Q of the hidden state before the layer: the model norms x first, or turns q
   * and k by their positions before they meet (Su et al. 2021, arXiv 2104.09864), or both.
   */
  record Changed() implements QueryOrigin {}

  /**
   * Returns where the query of some steps comes from, and takes for its one number that which has
   * the largest product with the key that is looked at most. Whether q is W_Q x + b_Q is found by
   * its numbers, all of them.
   *
   * @param model that of the pass, still open
   */
  static QueryOrigin of(TextModel model, Trace trace, Steps steps) {
    Required.of("steps", "model", model);
    Required.of("steps", "trace", trace);
    Required.of("steps", "steps", steps);
    int layer = steps.head().layer();
    Linear query = model.inputProjections(layer).query();
    List<Float> input = Mean.of(steps.pieces(), t -> trace.hidden(layer).at(t).toFloats());
    List<Float> sizes =
        Mean.of(steps.pieces(), t -> sizes(trace.hidden(layer).at(t).toFloats()));
    for (int element = 0; element < steps.dimension(); element++) {
      if (!projection(query, input, steps, element).gives(steps.query().get(element), sizes)) {
        return new Changed();
      }
    }
    int largest = steps.largestProducts(steps.mostLookedAt()).getFirst();
    return projection(query, input, steps, largest);
  }

  private static float[] sizes(float[] numbers) {
    float[] sizes = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      sizes[i] = Math.abs(numbers[i]);
    }
    return sizes;
  }

  private static Projection projection(Linear query, List<Float> input, Steps steps, int element) {
    int row = steps.head().head() * steps.dimension() + element;
    float bias = query.bias().map((Tensor all) -> (float) all.get(row)).orElse(0f);
    List<Float> weights = Mean.of(List.of(row), at -> query.weight().row(at));
    return new Projection(input, element, weights, bias);
  }
}
