package io.blick.core.attention;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.Uniform;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Queries, keys, values or output may lie in an array while the others do not: output, log-sum-exp
 * and every statistic have the same bits.
 */
class ForeignKeysTest {
  private static final Parallel PARALLEL = new Parallel(2);

  private final Attention attention = new Attention(PARALLEL);
  private final Uniform uniform = new Uniform(37);

  @AfterAll
  static void close() {
    PARALLEL.close();
  }

  /** More keys than a part of them has, and numbers of queries for either orientation. */
  @ParameterizedTest(name = "{0} queries")
  @ValueSource(ints = {1, 3, 67})
  void every_place_gives_the_same_bits(int queries) {
    Tensor q = uniform.tensor(1, queries, 2, 16);
    Tensor k = uniform.tensor(1, 1607, 1, 16);
    Tensor v = uniform.tensor(1, 1607, 1, 32);
    List<Tensor> expected = gathered(q, k, v);

    same(gathered(inArray(q), k, v), expected, "q");
    same(gathered(q, inArray(k), v), expected, "k");
    same(gathered(q, k, inArray(v)), expected, "v");
    Tensor output = inArray(Tensor.zeros(1, queries, 2, 32));
    Tensor lse = inArray(Tensor.zeros(1, 2, queries));
    attention.attend(q, k, v, AttentionOptions.causal(16), output, lse);
    same(List.of(output, lse), expected.subList(0, 2), "output");
  }

  private List<Tensor> gathered(Tensor q, Tensor k, Tensor v) {
    Tensor set = Tensor.zeros(DType.BOOL, 1, k.size(1));
    for (long i = 0; i < set.count(); i += 3) {
      set.data().set(ValueLayout.JAVA_BYTE, i, (byte) 1);
    }
    Configuration all = new Configuration(0, q, k, v, AttentionOptions.causal(16));
    return Gathered.of(attention, all, Alignment.topLeft(), set).all();
  }

  private static void same(List<Tensor> got, List<Tensor> expected, String where) {
    for (int n = 0; n < expected.size(); n++) {
      assertThat(bits(got.get(n))).as("%s, %d", where, n).isEqualTo(bits(expected.get(n)));
    }
  }

  private static int[] bits(Tensor tensor) {
    return tensor.data().toArray(ValueLayout.JAVA_INT_UNALIGNED);
  }

  private static Tensor inArray(Tensor tensor) {
    MemorySegment array = MemorySegment.ofArray(new byte[(int) tensor.data().byteSize()]);
    return Tensor.over(array.copyFrom(tensor.data()), tensor.type(), tensor.sizes());
  }
}
