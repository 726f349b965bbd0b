package io.blick.lens.induction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.lens.Causal;
import io.blick.lens.trace.TinyModel;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random pieces, said twice. */
class InductionTest {
  private static final int REPEATS = 3;
  private static final int LENGTH = 7;

  @Test
  void scores_and_losses_are_those_of_the_loops_of_the_definition() {
    try (TextModel model = Causal.open();
        Parallel threads = Parallel.ofCores()) {
      Induction got = Induction.on(threads, model, REPEATS, LENGTH, 11);

      int heads = model.heads();
      double[][] sums = new double[model.layers() * heads][3];
      double[] losses = new double[2];
      for (int[] ids : RepeatedPieces.of(model.tokenizer(), REPEATS, LENGTH, 11)) {
        slow(model, ids, sums, losses);
      }
      assertThat(got.heads()).hasSize(sums.length);
      for (InductionHead one : got.heads()) {
        double[] sum = sums[one.head().layer() * heads + one.head().head()];
        int queries = REPEATS * LENGTH;
        // weight() is exp(score − lse), within 2⁻¹⁴ of a weight of its row (AttentionCall).
        assertThat(one.induction()).isEqualTo(sum[0] / queries, within(0x1p-14));
        assertThat(one.previous()).isEqualTo(sum[1] / queries, within(0x1p-14));
        assertThat(one.duplicate()).isEqualTo(sum[2] / queries, within(0x1p-14));
        assertThat(one.induction())
            .isBetween(one.interval().low(), one.interval().high());
      }
      assertThat(got.first()).isEqualTo(losses[0] / (REPEATS * (LENGTH - 1)), within(1e-9));
      assertThat(got.second()).isEqualTo(losses[1] / (REPEATS * LENGTH), within(1e-9));
      assertThat(got.secondSilenced()).isNotEqualTo(got.second());
      assertThat(got.silenced())
          .isEqualTo(got.heads().stream().limit(5).map(InductionHead::head).toList());
    }
  }

  private static void slow(TextModel model, int[] ids, double[][] sums, double[] losses) {
    try (Parallel threads = Parallel.ofCores();
        EagerOps ops = EagerOps.on(threads, call -> {
          for (int h = 0; h < model.heads(); h++) {
            float[][] weights = call.weights(0, h);
            for (int t = LENGTH; t < 2 * LENGTH; t++) {
              double[] sum = sums[call.site().layer() * model.heads() + h];
              sum[0] += weights[t][t - LENGTH + 1];
              sum[1] += weights[t][t - 1];
              sum[2] += weights[t][t - LENGTH];
            }
          }
        })) {
      Tensor last = model.last(ops, Batch.ofIds(List.of(ids)));
      int[] rows = IntStream.range(0, ids.length).toArray();
      Tensor logits = model
          .head(TextHead.NextPieceHead.class)
          .orElseThrow()
          .logits(ops, last, Tensor.of(rows, rows.length));
      for (int t = 1; t < ids.length; t++) {
        double[] row = logits.at(t - 1).toDoubles();
        double total = Arrays.stream(row).map(Math::exp).sum();
        losses[t < LENGTH ? 0 : 1] += Math.log(total) - row[ids[t]];
      }
    }
  }

  @Test
  void a_sequence_is_said_twice_and_has_each_piece_once_before() {
    try (TextModel model = Causal.open()) {
      for (int[] ids : RepeatedPieces.of(model.tokenizer(), 5, LENGTH, 1)) {
        int[] first = Arrays.copyOf(ids, LENGTH);
        assertThat(Arrays.copyOfRange(ids, LENGTH, 2 * LENGTH)).isEqualTo(first);
        assertThat(Arrays.stream(first).distinct().count()).isEqualTo(LENGTH);
        assertThat(Arrays.stream(first)).noneMatch(model.tokenizer()::isSpecial);
      }
    }
  }

  @Test
  void what_cannot_be_measured_is_said_in_one_sentence() {
    try (Parallel threads = Parallel.ofCores()) {
      assertThatThrownBy(() -> Induction.on(threads, new TinyModel(), 3, 5, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("induction: the model must read from left to right; tiny does not; name a"
              + " causal language model");
    }
  }
}
