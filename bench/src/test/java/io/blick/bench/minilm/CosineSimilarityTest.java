package io.blick.bench.minilm;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.bench.report.Verdict;
import io.blick.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

class CosineSimilarityTest {

  @Test
  void the_least_alike_of_a_batch_counts() {
    Tensor ours = Tensor.of(new float[] {1, 0, 3, 4}, 2, 2);
    Tensor peers = Tensor.of(new float[] {1, 0, 4, 3}, 2, 2);

    CosineSimilarity likeness = CosineSimilarity.of(ours, peers);

    assertThat(likeness.cosine()).isEqualTo(24.0 / 25);
    assertThat(likeness.row("x").verdict()).isEqualTo(Verdict.MISSED);
    assertThat(CosineSimilarity.of(ours, ours).row("x").verdict()).isEqualTo(Verdict.MET);
  }
}
