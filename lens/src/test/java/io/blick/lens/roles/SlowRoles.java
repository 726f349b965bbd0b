package io.blick.lens.roles;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.nn.Ops;
import io.blick.core.nn.ReferenceOps;
import io.blick.core.tensor.Tensor;
import io.blick.lens.trace.Head;
import io.blick.models.text.Batch;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Counts the hits of every head straight from the definition: a sentence at a time in float64,
 * every weight between two words by itself, own reading of the file. Shares nothing with
 * {@link Roles} but the model and its tokenizer.
 */
final class SlowRoles {
  private final TextModel model;
  private final String unknown;
  private final Map<String, int[][]> hits = new TreeMap<>();
  private final Map<String, Integer> cases = new TreeMap<>();
  private final List<Seen> seen = new ArrayList<>();
  private final Set<Head> silenced;
  private List<double[][][]> weights = List.of();
  private int sentence;

  /**
   * A case.
   *
   * @param role such as {@code nsubj dependent-to-head}
   * @param sentence counted from 1
   * @param looked by layer and head the word that is looked at most
   */
  record Seen(String role, int sentence, int from, int to, int[][] looked) {}

  SlowRoles(TextModel model, String unknown) {
    this(model, unknown, Set.of());
  }

  /** Has heads that give zeros. */
  SlowRoles(TextModel model, String unknown, Set<Head> silenced) {
    this.model = model;
    this.unknown = unknown;
    this.silenced = silenced;
  }

  /** Returns the cases of a role, in reading order. */
  List<Seen> seen(String role) {
    return seen.stream().filter(one -> one.role.equals(role)).toList();
  }

  /** Returns the hits by relation and direction, as {@code nsubj dependent-to-head}. */
  Map<String, int[][]> hits() {
    return hits;
  }

  Map<String, Integer> cases() {
    return cases;
  }

  void count(Path treebank) throws IOException {
    for (String block : Files.readString(treebank).split("\n\n", -1)) {
      List<String[]> words = block
          .lines()
          .map(line -> line.split("\t", -1))
          .filter(columns -> columns[0].matches("[0-9]+"))
          .toList();
      if (!words.isEmpty()) {
        count(words);
      }
    }
  }

  private void count(List<String[]> words) {
    sentence++;
    List<List<Integer>> pieces = new ArrayList<>();
    run(words, pieces);
    for (int i = 0; i < words.size(); i++) {
      int head = Integer.parseInt(words.get(i)[6]) - 1;
      if (head >= 0) {
        count(words.get(i)[7] + " dependent-to-head", pieces, i, head);
        count(words.get(i)[7] + " head-to-dependent", pieces, head, i);
      }
    }
  }

  private void count(String role, List<List<Integer>> pieces, int from, int to) {
    cases.merge(role, 1, Integer::sum);
    int[][] looked = new int[model.layers()][model.heads()];
    seen.add(new Seen(role, sentence, from, to, looked));
    int[][] counts = hits.computeIfAbsent(role, _ -> new int[model.layers()][model.heads()]);
    for (int layer = 0; layer < model.layers(); layer++) {
      for (int head = 0; head < model.heads(); head++) {
        double[][] map = weights.get(layer)[head];
        double largest = -1;
        int where = -1;
        for (int other = 0; other < pieces.size(); other++) {
          double weight = between(map, pieces.get(from), pieces.get(other));
          if (other != from && weight > largest) {
            largest = weight;
            where = other;
          }
        }
        looked[layer][head] = where;
        counts[layer][head] += where == to ? 1 : 0;
      }
    }
  }

  private static double between(double[][] map, List<Integer> from, List<Integer> to) {
    double mean = 0;
    for (int t : from) {
      double sum = 0;
      for (int s : to) {
        sum += map[t][s];
      }
      mean += sum / from.size();
    }
    return mean;
  }

  /** Runs the words and notes all weights; gives the indices of each word's pieces. */
  private void run(List<String[]> words, List<List<Integer>> pieces) {
    List<Piece> all = new ArrayList<>();
    all.add(model.tokenizer().encode("").pieces().getFirst());
    for (String[] word : words) {
      List<Piece> own = inText(model.tokenizer().encode(word[1]));
      own = own.isEmpty() ? inText(model.tokenizer().encode(unknown)) : own;
      pieces.add(IntStream.range(all.size(), all.size() + own.size()).boxed().toList());
      all.addAll(own);
    }
    all.add(model.tokenizer().encode("").pieces().getLast());
    weights = new ArrayList<>();
    model.forward(noting(new ReferenceOps()), Batch.of(List.of(new Encoding(all, List.of()))));
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
                (Tensor) arguments[1], (Tensor) arguments[2], (AttentionOptions) arguments[5]));
          }
          try {
            Object result = method.invoke(ops, arguments);
            return method.getName().equals("attention")
                ? silenced((int) arguments[0], (Tensor) result)
                : result;
          } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
          }
        });
  }

  private Tensor silenced(int layer, Tensor output) {
    double[] values = output.toDoubles();
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
