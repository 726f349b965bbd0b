package io.blick.lens.roles;

import io.blick.lens.SlowWeights;
import io.blick.lens.trace.Head;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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
  record Seen(String role, int sentence, int from, int to, Map<Head, Integer> looked) {
    /** Returns the word that is looked at most in a head. */
    int target(Head head) {
      return looked.getOrDefault(head, -1);
    }
  }

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
    Map<Head, Integer> looked = new TreeMap<>();
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
        looked.put(new Head(layer, head), where);
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
    var slow = new SlowWeights(model, unknown, silenced);
    weights = slow.of(words.stream().map(word -> word[1]).toList());
    pieces.addAll(slow.pieces());
  }
}
