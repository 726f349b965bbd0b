package io.blick.bench.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.bench.machine.Roof;
import io.blick.bench.report.TargetRow;
import io.blick.bench.report.Verdict;
import io.blick.bench.run.BenchException;
import io.blick.bench.timing.BlickSide;
import io.blick.bench.timing.Side;
import io.blick.bench.timing.Timings;
import io.blick.core.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonResultTest {
  /** A roof of 100 GFLOP/s. */
  private record Hundred() implements Roof {
    @Override
    public String name() {
      return "FMA peak";
    }

    @Override
    public double amount() {
      return 1000;
    }

    @Override
    public String unit() {
      return "GFLOP/s";
    }

    @Override
    public long nanos(int calls) {
      return 10L * calls;
    }
  }

  private final Side ours = new BlickSide("Blick", () -> {});

  @Test
  void a_share_is_taken_of_the_roof() {
    ComparisonResult result = alone(80);

    TargetRow row = result.shareRow(0.75);

    assertThat(result.share()).isEqualTo(0.8);
    assertThat(row)
        .isEqualTo(new TargetRow(
            "work",
            "80.0 GFLOP/s, 80 % of 100 GFLOP/s",
            "–",
            "–",
            "≥ 75 % of FMA peak",
            Verdict.MET));
    assertThat(result.shareRow(0.9).verdict()).isEqualTo(Verdict.MISSED);
  }

  @Test
  void without_a_peer_only_the_roof_can_tell() {
    assertThat(alone(80).speedupOrShareRow(1.3, 0.75).verdict()).isEqualTo(Verdict.MET);
    assertThat(alone(80).speedupOrShareRow(1.3, 0.85).verdict()).isEqualTo(Verdict.NOT_RUN);
    assertThat(alone(80).speedupRow(1.3).verdict()).isEqualTo(Verdict.NOT_RUN);
    assertThat(alone(80).speedupOrShareRow(1.3, 0.85).target())
        .isEqualTo("≥ 1.30 ×, or 85 % of FMA peak");
  }

  @Test
  void results_that_differ_by_more_than_rounding_end_the_run() {
    Tensor one = Tensor.of(new float[] {3, -4}, 2);
    Tensor near = Tensor.of(new float[] {3, -4.00001f}, 2);
    Tensor other = Tensor.of(new float[] {3, -4.5f}, 2);

    Agreement.check("work", one, near);

    assertThat(Agreement.difference(one, other)).isEqualTo(0.5);
    assertThatThrownBy(() -> Agreement.check("work", one, other))
        .isInstanceOf(BenchException.class)
        .hasMessage("bench: work: both sides must compute the same; their results differ by 0.5");
  }

  @Test
  void a_result_that_is_no_number_does_not_agree() {
    Tensor one = Tensor.of(new float[] {3, -4}, 2);
    Tensor none = Tensor.of(new float[] {Float.NaN, -4}, 2);

    assertThatThrownBy(() -> Agreement.check("work", one, none)).isInstanceOf(BenchException.class);
  }

  /** Blick alone at a speed: 10 × gflops operations in 10 ns. */
  private ComparisonResult alone(double gflops) {
    Roof roof = new Hundred();
    Comparison comparison = new Comparison("work", 10 * gflops, ours, Optional.empty(), roof);
    return new ComparisonResult(
        comparison, new Timings(Map.of(ours, new double[] {10}, roof, new double[] {10})));
  }
}
