package io.blick.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frequencies and rotations against those of Hugging Face transformers, which are float32. */
class RotaryScalingTest {
  private static final double UNIT = 0x1p-24;
  private static final RotaryScaling.Yarn.Ends WHOLE = RotaryScaling.Yarn.Ends.WHOLE;
  private static final RotaryScaling.Yarn.Ends EXACT = RotaryScaling.Yarn.Ends.EXACT;

  /** The cases of rotary/make.py. */
  private static final Map<String, RotaryScaling> CASES = Map.of(
      "plain", new RotaryScaling.Plain(),
      "plain-long", new RotaryScaling.Plain(),
      "linear", new RotaryScaling.Linear(8),
      "llama3", new RotaryScaling.Llama3(8, 1, 4, 8192),
      "llama3-32", new RotaryScaling.Llama3(32, 1, 4, 8192),
      "yarn", RotaryScaling.Yarn.of(4, 32768),
      "yarn-beyond", RotaryScaling.Yarn.of(4, 131072),
      "yarn-exact", new RotaryScaling.Yarn(32, 4096, 32, 1, EXACT, recommended(32, 1)),
      "yarn-mscale",
          new RotaryScaling.Yarn(
              40, 4096, 32, 1, WHOLE, recommended(40, 1) / recommended(40, 0.707)),
      "yarn-given", new RotaryScaling.Yarn(16, 2048, 16, 2, WHOLE, 1.25));

  private static double recommended(double factor, double scale) {
    return RotaryScaling.Yarn.recommendedAttentionFactor(factor, scale);
  }

  private static List<String> lines(String name) {
    try (InputStream in = RotaryScalingTest.class.getResourceAsStream("/rotary/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] numbers(String line) {
    return Arrays.stream(line.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  static List<String> frequencies() {
    return lines("frequencies.txt");
  }

  @ParameterizedTest
  @MethodSource("frequencies")
  void frequencies_are_those_of_transformers_up_to_its_roundings(String line) {
    String name = line.substring(0, line.indexOf(' '));
    double[] wanted = numbers(line.substring(line.indexOf(' ') + 1));
    int rotated = (int) wanted[0];
    double base = wanted[1];
    RotaryScaling scaling = Objects.requireNonNull(CASES.get(name), name);

    double[] got = scaling.frequencies(rotated, base);

    assertThat(got).hasSize(rotated / 2).hasSize(wanted.length - 3);
    assertThat(scaling.attentionFactor()).isCloseTo(wanted[2], within(0x1p-50));
    for (int i = 0; i < got.length; i++) {
      assertThat(got[i]).isCloseTo(wanted[3 + i], within(most(scaling, base) * got[i]));
    }
  }

  /**
   * The exponent 2i/R, at most 1, is rounded, which is worth ln θ roundings of the power; that, its
   * reciprocal and a quotient are at most 8 more. Where plain and divided frequencies are mixed,
   * the shares have an absolute error of at most highFactor / (highFactor − lowFactor) ≤ 2 times as
   * many, and what it is worth is up to factor times the smaller frequency.
   */
  private static double most(RotaryScaling scaling, double base) {
    double mixed = switch (scaling) {
      case RotaryScaling.Plain _, RotaryScaling.Linear _ -> 0;
      case RotaryScaling.Llama3 llama -> 2 * llama.factor();
      case RotaryScaling.Yarn yarn -> 2 * yarn.factor();
    };
    return (StrictMath.log(base) + 8) * (1 + mixed) * UNIT;
  }

  @Test
  void every_case_is_compared() {
    assertThat(frequencies().stream().map(line -> line.substring(0, line.indexOf(' '))))
        .containsExactlyInAnyOrderElementsOf(CASES.keySet());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void rotations_are_those_of_transformers_up_to_its_roundings(int first) {
    List<String> lines = lines("rotations.txt");
    Rotary.Pairs pairs = Rotary.Pairs.valueOf(lines.get(first));
    double[] before = numbers(lines.get(first + 1));
    double[] wanted = numbers(lines.get(first + 2));
    int[] positions = {0, 1, 7, 63, 1021};
    Rotary rotary = Rotary.of(pairs, 16, 10_000, new RotaryScaling.Plain());
    float[] values = new float[before.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) before[i];
    }

    double[] got;
    try (Parallel one = new Parallel(1);
        EagerOps ops = EagerOps.on(one)) {
      got = ops.rotate(Tensor.of(values, 5, 3, 16), Tensor.of(positions, 5), rotary)
          .toDoubles();
    }

    for (int i = 0; i < got.length; i++) {
      int element = i % 16;
      int pair = pairs == Rotary.Pairs.HALVES ? element % 8 : element / 2;
      double angle = positions[i / 48] * rotary.frequencies()[pair];
      // Their angle errs by its frequency's roundings and one more, at most 2 · 2 for the sum of
      // what is turned by it; cos, sin, products and sums are three roundings each way, twice.
      double roundings = angle * (StrictMath.log(10_000) + 9) + 8;
      assertThat(got[i]).isCloseTo(wanted[i], within(roundings * UNIT * 4));
    }
  }

  @Test
  void what_makes_no_frequencies_is_refused() {
    var plain = new RotaryScaling.Plain();
    String even = "rotary: the rotated elements must be even and at least 2; got ";
    refused(() -> plain.frequencies(7, 10_000), even + 7);
    refused(() -> plain.frequencies(0, 10_000), even + 0);
    refused(() -> plain.frequencies(8, 0), "rotary: base must be positive and finite; got 0.0");
    refused(
        () -> new RotaryScaling.Linear(-2), "rotary: factor must be positive and finite; got -2.0");
    refused(
        () -> new RotaryScaling.Llama3(8, 4, 4, 8192),
        "rotary: highFactor must be above lowFactor; got 4.0 and 4.0");
    refused(
        () -> RotaryScaling.Yarn.of(4, Double.NaN),
        "rotary: originalPositions must be positive and finite; got NaN");
  }

  private static void refused(Runnable body, String message) {
    assertThatThrownBy(body::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void a_scaling_by_1_changes_nothing() {
    double[] plain = new RotaryScaling.Plain().frequencies(94, 10_000);

    assertThat(new RotaryScaling.Linear(1).frequencies(94, 10_000)).containsExactly(plain);
    assertThat(new RotaryScaling.Llama3(1, 1, 4, 8192).frequencies(94, 10_000))
        .containsExactly(plain, within(0x1p-51));
    RotaryScaling yarn = RotaryScaling.Yarn.of(1, 4096);
    assertThat(yarn.frequencies(94, 10_000)).containsExactly(plain, within(0x1p-51));
    assertThat(yarn.attentionFactor()).isEqualTo(1);
  }
}
