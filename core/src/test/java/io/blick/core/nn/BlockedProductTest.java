package io.blick.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.Uniform;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.core.weight.BlockFormat;
import io.blick.core.weight.Blocked;
import io.blick.core.weight.KnownBlocks;
import io.blick.core.weight.Packed;
import io.blick.core.weight.PackedBlocks;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A product with blocks has the bits of the product with the weights that they are. */
class BlockedProductTest {
  private static final int OUTPUTS = 131;
  private static final int[] ROWS = {1, 2, 3, 4, 5, 7, 67};

  private final Uniform uniform = new Uniform(53);

  @ParameterizedTest
  @EnumSource
  void the_same_bits_as_with_the_weights_written_out(BlockFormat format) {
    // Two chains and a part of a third, or two where a block is a whole chain.
    int inputs = 512 + (format.numbers() == 1 ? 13 : format.numbers() % 256);
    Blocked weight = KnownBlocks.drawn(format, OUTPUTS, inputs, 59);
    Tensor bias = uniform.tensor(OUTPUTS);
    for (int threads : new int[] {1, 3}) {
      try (Parallel parallel = new Parallel(threads);
          EagerOps ops = EagerOps.on(parallel)) {
        for (int rows : ROWS) {
          Tensor x = uniform.tensor(rows, inputs);
          Tensor dense = weight.dense();

          same(ops, x, Linear.of(weight, bias), Linear.of(dense, bias));
          same(ops, x, Linear.of(weight), Linear.of(dense));
          same(ops, x, Linear.of(weight, bias).packed(), Linear.of(dense, bias));
          same(ops, x, Linear.of(weight).packed(), Linear.of(dense));
          same(ops, x, Linear.of(Packed.of(weight), bias), Linear.of(dense, bias));
        }
      }
    }
  }

  private static void same(EagerOps ops, Tensor x, Linear layer, Linear wanted) {
    float[] got = ops.linear(x, layer).toFloats();

    assertThat(Arrays.mismatch(got, ops.linear(x, wanted).toFloats()))
        .as("first difference of %s with %s", x, layer.weight())
        .isEqualTo(-1);
  }

  /**
   * A result is a tensor of 40 bytes, its sizes twice, of 32 bytes at most, and a segment of 48.
   */
  @ParameterizedTest
  @EnumSource(names = {"Q4_0", "Q4_1", "Q5_0", "Q5_K", "Q6_K", "Q8_0", "F16", "BF16"})
  void products_allocate_nothing_but_results(BlockFormat format) {
    long most = 2 * (40 + 2 * 32 + 48);
    Linear layer = Linear.of(KnownBlocks.drawn(format, OUTPUTS, 512, 67)).packed();
    Tensor single = uniform.tensor(1, 512);
    Tensor many = uniform.tensor(11, 512);
    try (Parallel parallel = new Parallel(2);
        EagerOps ops = EagerOps.on(parallel)) {
      Allocation allocation = new Allocation();
      // The virtual machine compiles meanwhile, and what is interpreted may allocate.
      long bytes = Long.MAX_VALUE;
      for (int round = 0; round < 300 && bytes > 100 * most; round++) {
        allocation.start();
        for (int i = 0; i < 100; i++) {
          ops.linear(single, layer);
          ops.linear(many, layer);
          ops.reset();
        }
        bytes = allocation.bytes();
      }

      assertThat(bytes / 100).isLessThanOrEqualTo(most);
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_embedding_has_the_rows_written_out(BlockFormat format) {
    Blocked table = KnownBlocks.drawn(format, 17, 256, 61);
    Tensor ids = Tensor.of(new int[] {16, 0, 7}, 3);
    float[] wanted =
        new ReferenceOps().embedding(ids, Embedding.of(table.dense())).toFloats();
    try (Parallel one = new Parallel(1);
        EagerOps ops = EagerOps.on(one)) {

      assertThat(ops.embedding(ids, new Embedding(table)).toFloats()).containsExactly(wanted);
      assertThat(ops.embedding(ids, new Embedding(PackedBlocks.of(table))).toFloats())
          .containsExactly(wanted);
    }
  }
}
