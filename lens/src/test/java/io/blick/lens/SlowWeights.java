package io.blick.lens;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.KvSource;
import io.blick.core.nn.Ops;
import io.blick.core.nn.ReferenceOps;
import io.blick.core.tensor.Tensor;
import io.blick.lens.trace.Head;
import io.blick.models.text.Batch;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * All weights of a sentence whose words are known, in float64 with the obvious loops: each word cut
 * into pieces by itself, all between the pieces that the model adds.
 */
public final class SlowWeights {
  private final TextModel model;
  private final String unknown;
  private final Set<Head> silenced;
  private final List<List<Integer>> pieces = new ArrayList<>();
  private List<double[][][]> weights = List.of();
  private List<double[]> outputs = List.of();

  /**
   * Begins with a model.
   *
   * @param unknown text of one unknown piece
   * @param silenced heads that give zeros
   */
  public SlowWeights(TextModel model, String unknown, Set<Head> silenced) {
    this.model = model;
    this.unknown = unknown;
    this.silenced = silenced;
  }

  /** Returns the indices of each word's pieces in the last sentence. */
  public List<List<Integer>> pieces() {
    return pieces;
  }

  /** Returns the outputs of the attention of each layer in the last sentence (S, H, D). */
  public List<double[]> outputs() {
    return outputs;
  }

  /** Returns the weights of each layer by head, piece that looks, and piece looked at. */
  public List<double[][][]> of(List<String> words) {
    List<Piece> all = new ArrayList<>();
    all.add(model.tokenizer().encode("").pieces().getFirst());
    pieces.clear();
    for (String word : words) {
      List<Piece> own = inText(model.tokenizer().encode(word));
      own = own.isEmpty() ? inText(model.tokenizer().encode(unknown)) : own;
      pieces.add(IntStream.range(all.size(), all.size() + own.size()).boxed().toList());
      all.addAll(own);
    }
    all.add(model.tokenizer().encode("").pieces().getLast());
    weights = new ArrayList<>();
    outputs = new ArrayList<>();
    model.forward(noting(new ReferenceOps()), Batch.of(List.of(new Encoding(all, List.of()))));
    return weights;
  }

  private static List<Piece> inText(Encoding encoding) {
    return encoding.pieces().stream()
        .filter(piece -> piece instanceof Piece.InText)
        .toList();
  }

  /** Returns operations that note the weights of every attention before they do it. */
  private Ops noting(Ops ops) {
    return (Ops) Proxy.newProxyInstance(
        Ops.class.getClassLoader(), new Class<?>[] {Ops.class}, (_, method, arguments) -> {
          if (method.getName().equals("attention")) {
            weights.add(weights(
                (Tensor) arguments[1], ((KvSource.Fresh) arguments[3]).k(), (AttentionOptions)
                    arguments[4]));
          }
          try {
            Object result = method.invoke(ops, arguments);
            return method.getName().equals("attention")
                ? silenced(((AttentionSite) arguments[0]).layer(), (Tensor) result)
                : result;
          } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
          }
        });
  }

  private Tensor silenced(int layer, Tensor output) {
    double[] values = output.toDoubles();
    outputs.add(values);
    int heads = output.size(1);
    int dim = output.size(2);
    for (int i = 0; i < values.length; i++) {
      if (silenced.contains(new Head(layer, i / dim % heads))) {
        values[i] = 0;
      }
    }
    return Tensor.of(values, output.size(0), heads, dim);
  }

  private static double[][][] weights(Tensor q, Tensor k, AttentionOptions options) {
    int pieces = q.size(0);
    int heads = q.size(1);
    int dim = q.size(2);
    double[] queries = q.toDoubles();
    double[] keys = k.toDoubles();
    double[][][] all = new double[heads][pieces][pieces];
    for (int h = 0; h < heads; h++) {
      for (int t = 0; t < pieces; t++) {
        double sum = 0;
        for (int s = 0; s < pieces; s++) {
          double dot = 0;
          for (int d = 0; d < dim; d++) {
            dot += queries[(t * heads + h) * dim + d] * keys[(s * heads + h) * dim + d];
          }
          all[h][t][s] = StrictMath.exp(dot * options.scale());
          sum += all[h][t][s];
        }
        for (int s = 0; s < pieces; s++) {
          all[h][t][s] /= sum;
        }
      }
    }
    return all;
  }
}
