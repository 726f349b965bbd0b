package io.blick.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.attention.Attention;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttentionGarbageTest {

  @ParameterizedTest(name = "T = {0}, S = {1}, H = {2}, Hkv = {3}")
  @CsvSource({"131, 131, 3, 3", "1, 997, 6, 6", "1, 997, 6, 2", "3, 499, 6, 2", "19, 1013, 6, 6"})
  void attention_into_given_memory_leaves_no_garbage(
      int queries, int keys, int heads, int keyHeads) {
    Tensor q = Tensor.zeros(1, queries, heads, 64);
    Tensor k = Tensor.zeros(1, keys, keyHeads, 64);
    Tensor output = Tensor.zeros(1, queries, heads, 64);
    Tensor lse = Tensor.zeros(1, heads, queries);
    AttentionOptions options = AttentionOptions.causal(64);
    try (Parallel parallel = new Parallel(2)) {
      Attention attention = new Attention(parallel);
      Allocation allocation = new Allocation();
      // The virtual machine compiles meanwhile, and what is interpreted may allocate.
      long bytes = Long.MAX_VALUE;
      for (int round = 0; round < 100 && bytes != 0; round++) {
        allocation.start();
        for (int i = 0; i < 50; i++) {
          attention.attend(q, k, k, options, output, lse);
        }
        bytes = allocation.bytes();
      }

      assertThat(bytes).isZero();
    }
  }
}
