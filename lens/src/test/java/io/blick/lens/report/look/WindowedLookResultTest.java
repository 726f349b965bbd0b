package io.blick.lens.report.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.lens.report.Formats;
import io.blick.lens.report.RequestException;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.TextException;
import io.blick.lens.trace.TinyModel;
import io.blick.lens.window.Window;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The results of look in windows; the small model has eleven positions, and adds two pieces. */
class WindowedLookResultTest {
  // Of 1, 2, 1, 3, 1, 2, 1, 2, 1, 3 and 2 pieces.
  private static final List<String> WORDS =
      List.of("kat", "k|a", "som", "m|i|n", "äger", "ja|gar", "en", "m|us", "och", "f|ä|r", "s|t");
  private static final String LONG = String.join(" ", WORDS);
  private static final Head HEAD = new Head(1, 2);
  private static final int WINDOW = 9;

  private final TinyModel model = new TinyModel();

  private WindowedLookResult windowed(String text, LookTarget target, EdgeScore score) {
    return WindowedLookResult.of(model, request(text, target, score), WINDOW);
  }

  private static LookRequest request(String text, LookTarget target, EdgeScore score) {
    return new LookRequest(List.of(text), target, score, Granularity.WORDS);
  }

  static Stream<LookTarget> targets() {
    return Stream.of(
        new LookTarget.Everything(),
        new LookTarget.OneHead(HEAD),
        new LookTarget.FromTo("som", "kat"),
        new LookTarget.WholeRollout());
  }

  private static EdgeScore score(LookTarget target) {
    return target instanceof LookTarget.WholeRollout ? EdgeScore.ROLLOUT : EdgeScore.NORM;
  }

  @ParameterizedTest
  @MethodSource("targets")
  void a_text_of_one_window_has_the_very_numbers(LookTarget target) {
    LookResult at_once = LookResult.of(model, request("kat som äger", target, score(target)));

    WindowedLookResult result = windowed("kat som äger", target, score(target));

    assertThat(Formats.tsv(result)).isEqualTo(Formats.tsv(at_once));
    assertThat(result.svg()).isEqualTo(at_once.svg());
    assertThat(Formats.json(result))
        .isEqualTo(Formats.json(at_once)
            .replace(
                "\"window\":null,\"windows\":null",
                "\"window\":9,\"windows\":[{\"from\":1,\"to\":4}]"));
    assertThat(Formats.text(result))
        .startsWith("9 pieces are seen at a time; this text has 5.", "")
        .endsWith(Formats.text(at_once).toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void a_long_text_has_the_rows_of_its_windows(LookTarget target) {
    for (EdgeScore score : List.of(EdgeScore.WEIGHT, EdgeScore.NORM, EdgeScore.ROLLOUT)) {
      if ((score == EdgeScore.ROLLOUT) == (target instanceof LookTarget.WholeRollout)) {
        WindowedLookResult result = windowed(LONG, target, score);
        List<Window> windows = result.trace().windows().all();

        switch (target) {
          case LookTarget.Everything _ -> checkPairs(Formats.tsv(result), heads(windows, score));
          case LookTarget.FromTo _ -> checkRanking(Formats.tsv(result), heads(windows, score));
          case LookTarget.OneHead _, LookTarget.Rollout _, LookTarget.WholeRollout _ ->
            assertThat(map(result)).isDeepEqualTo(byHand(windows, target, score));
        }
      }
    }
  }

  /** Returns the maps of all heads, put together by hand. */
  private Map<Head, float[][]> heads(List<Window> windows, EdgeScore score) {
    Map<Head, float[][]> maps = new LinkedHashMap<>();
    for (Head head : Head.all(model)) {
      maps.put(head, byHand(windows, new LookTarget.OneHead(head), score));
    }
    return maps;
  }

  private static void checkPairs(List<List<String>> rows, Map<Head, float[][]> heads) {
    int words = WORDS.size() + 2;
    assertThat(rows).hasSize(1 + words * words);
    List<String> names = rows.getFirst();
    for (List<String> row : rows.subList(1, rows.size())) {
      int from = Integer.parseInt(row.get(names.indexOf("from")));
      int to = Integer.parseInt(row.get(names.indexOf("to")));
      double sum = 0;
      float largest = 0;
      Head where = new Head(0, 0);
      for (var one : heads.entrySet()) {
        float number = one.getValue()[from][to];
        sum += number;
        if (number > largest) {
          largest = number;
          where = one.getKey();
        }
      }
      assertThat(row.get(names.indexOf("mean"))).isEqualTo(Float.toString((float) (sum / 6)));
      assertThat(row.get(names.indexOf("weight"))).isEqualTo(Float.toString(largest));
      assertThat(row.get(names.indexOf("layer"))).isEqualTo(where.layer() + 1 + "");
      assertThat(row.get(names.indexOf("head"))).isEqualTo(where.head() + 1 + "");
    }
  }

  private static void checkRanking(List<List<String>> rows, Map<Head, float[][]> heads) {
    int from = 1 + WORDS.indexOf("som");
    int to = 1 + WORDS.indexOf("kat");
    List<List<String>> expected = heads.entrySet().stream()
        .sorted(Comparator.comparingDouble(one -> -one.getValue()[from][to]))
        .map(one -> List.of(
            one.getKey().layer() + 1 + "",
            one.getKey().head() + 1 + "",
            Float.toString(one.getValue()[from][to])))
        .toList();
    assertThat(rows.stream().skip(1).map(row -> row.subList(0, 3)))
        .containsExactlyElementsOf(expected);
    assertThat(expected.getFirst().getLast()).isNotEqualTo("0.0");
  }

  private static float[][] map(WindowedLookResult result) {
    int words = WORDS.size() + 2;
    float[][] map = new float[words][words];
    List<List<String>> rows = Formats.tsv(result);
    int weight = rows.getFirst().indexOf("weight");
    rows.stream()
        .skip(1)
        .forEach(row -> map[Integer.parseInt(row.get(0))][Integer.parseInt(row.get(2))] =
            Float.parseFloat(row.get(weight)));
    return map;
  }

  /** The obvious: each window is a text of its own, and each word has a row of one of them. */
  private float[][] byHand(List<Window> windows, LookTarget target, EdgeScore score) {
    int words = WORDS.size() + 2;
    float[][] map = new float[words][words];
    int[] depths = new int[words];
    Arrays.fill(depths, -1);
    for (Window window : windows) {
      int first = word(window.from());
      int end = word(window.to());
      LookResult alone =
          LookResult.of(model, request(String.join(" ", WORDS.subList(first, end)), target, score));
      float[][] part = alone instanceof RolloutResult rolled
          ? rolled.weights()
          : ((HeadMapResult) alone).weights();
      for (int word = 0; word < words; word++) {
        int depth = depth(window, word, windows);
        if (depth > depths[word]) {
          depths[word] = depth;
          int row = word == 0 ? 0 : word == words - 1 ? part.length - 1 : word - first;
          Arrays.fill(map[word], 0);
          map[word][0] = part[row][0];
          map[word][words - 1] = part[row][part.length - 1];
          System.arraycopy(part[row], 1, map[word], first + 1, end - first);
        }
      }
    }
    return map;
  }

  /** Returns the index among the words of the first word from a piece on. */
  private static int word(int piece) {
    int word = 0;
    for (int at = 1; at < piece; word++) {
      at += pieces(word);
    }
    return word;
  }

  private static int pieces(int word) {
    return WORDS.get(word).split("\\|", -1).length;
  }

  private static int depth(Window window, int word, List<Window> windows) {
    if (word == 0 || word == WORDS.size() + 1) {
      return window.equals(word == 0 ? windows.getFirst() : windows.getLast()) ? 0 : -1;
    }
    int first = 1;
    for (int before = 0; before < word - 1; before++) {
      first += pieces(before);
    }
    return Math.min(first - window.from(), window.to() - first - pieces(word - 1));
  }

  @Test
  void windows_are_told_in_every_format() {
    WindowedLookResult result = windowed(LONG, new LookTarget.OneHead(HEAD), EdgeScore.WEIGHT);

    assertThat(result.trace().windows().all()).hasSize(5);
    assertThat(Formats.json(result))
        .contains(
            "],\"ranking\":null,\"pairs\":null,\"window\":9,\"windows\":[{\"from\":1,\"to\":");
    assertThat(Formats.text(result).getFirst())
        .startsWith(
            "9 of 21 pieces are seen at a time, in 5 windows that overlap by about half, cut");
    assertThat(result.svg()).contains("in windows of 9 pieces, 0 outside");
    float[][] map = map(result);
    for (float[] row : map) {
      double sum = 0;
      for (float weight : row) {
        sum += weight;
      }
      // Each of 13 numbers is rounded to float32, 2^-25 of at most 1, once in its map and once
      // here.
      assertThat(sum).isBetween(1 - 1e-6, 1 + 1e-6);
    }
    assertThat(map[1][12]).isPositive();
    assertThat(map[1][11]).isZero();
  }

  @Test
  void even_weights_are_those_of_the_window_and_the_words_must_share_one() {
    LookTarget near = new LookTarget.FromTo("som", "kat");
    LookTarget far = new LookTarget.FromTo("kat", "st");

    // The pieces of the word looked at, of the nine that its neighbour sees.
    assertThat(String.join("\n", Formats.text(windowed(LONG, near, EdgeScore.WEIGHT))))
        .containsPattern("spread evenly over all\\s+pieces of its window it would be 0\\.111");
    assertThatThrownBy(() -> windowed(LONG, far, EdgeScore.WEIGHT))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("too far apart for windows of 9 pieces; take larger ones");
  }

  @Test
  void a_window_that_the_model_does_not_have_is_refused() {
    LookRequest request = LookRequest.of(LONG);

    assertThatThrownBy(() -> WindowedLookResult.of(model, request, 12))
        .isInstanceOf(RequestException.class)
        .hasMessage("window must be at most 11 pieces, the positions of tiny; got 12");
    assertThatThrownBy(() -> WindowedLookResult.of(model, request, 2))
        .isInstanceOf(RequestException.class)
        .hasMessage("window must be at least 3 pieces, the 2 that tiny adds and one of the text;"
            + " got 2");
    var pair = new LookRequest(
        List.of("a", "b"), new LookTarget.Everything(), EdgeScore.WEIGHT, Granularity.WORDS);
    assertThatThrownBy(() -> WindowedLookResult.of(model, pair, 9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("look: windows must be of one text; got a pair; join them, or ask without"
            + " windows");
  }
}
