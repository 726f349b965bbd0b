package io.blick.bench.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.bench.timing.BlickSide;
import io.blick.bench.timing.Side;
import io.blick.bench.timing.Timings;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbedTimesTest {
  private final Side batches = side("batches");
  private final Side oneByOne = side("one by one");
  private final Map<Side, double[]> nanos = new HashMap<>();

  @Test
  void the_best_of_onnx_runtime_is_the_peer() {
    Map<String, Side> onnx = new LinkedHashMap<>();
    onnx.put("padded", timed("padded", 300e6));
    onnx.put("sorted", timed("sorted", 120e6));
    Map<String, Side> sentences = Map.of("sentences", timed("sentences", 150e6));

    EmbedTimes times = times(100e6, 125e6, onnx, sentences);

    assertThat(times.targets().rows())
        .containsExactly(
            List.of(
                "in batches: time over that of one by one", "0.80 ×", "–", "–", "≤ 0.90 ×", "yes"),
            List.of(
                "in batches, against ONNX Runtime at its best",
                "100 ms, 70.0/s",
                "120 ms, 58.3/s",
                "1.20 ×",
                "≥ 1.10 ×",
                "yes"),
            List.of(
                "in batches, against sentence-transformers",
                "100 ms, 70.0/s",
                "150 ms, 46.7/s",
                "1.50 ×",
                "–",
                "–"));
    assertThat(times.sides().rows())
        .containsExactly(
            List.of("Blick, batches as given", "100 ms, 70.0/s", "1.00 ×"),
            List.of("Blick, one by one", "125 ms, 56.0/s", "1.25 ×"),
            List.of("padded", "300 ms, 23.3/s", "3.00 ×"),
            List.of("sorted", "120 ms, 58.3/s", "1.20 ×"),
            List.of("sentences", "150 ms, 46.7/s", "1.50 ×"));
  }

  @Test
  void what_is_missed_says_so() {
    EmbedTimes times = times(100e6, 110e6, Map.of("one", timed("one", 109e6)), Map.of());

    assertThat(times.targets().rows())
        .extracting(List::getLast)
        .containsExactly("**no**", "**no**", "not run here");
  }

  @Test
  void without_peers_blick_is_compared_with_itself_alone() {
    EmbedTimes times = times(100e6, 125e6, Map.of(), Map.of());

    assertThat(times.targets().rows())
        .extracting(List::getLast)
        .containsExactly("yes", "not run here", "not run here");
    assertThat(times.sides().rows()).hasSize(2);
  }

  private EmbedTimes times(
      double inBatches, double single, Map<String, Side> onnx, Map<String, Side> sentences) {
    nanos.put(batches, new double[] {inBatches});
    nanos.put(oneByOne, new double[] {single});
    return new EmbedTimes(7, batches, oneByOne, onnx, sentences, new Timings(nanos));
  }

  private Side timed(String name, double each) {
    Side side = side(name);
    nanos.put(side, new double[] {each});
    return side;
  }

  private static Side side(String name) {
    return new BlickSide(name, () -> {});
  }
}
