package io.blick.core.attention;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A text of a padded batch has the statistics that it has alone, bit for bit. */
class PaddedStatisticsTest {
  private static final Parallel PARALLEL = new Parallel(2);

  private final Attention attention = new Attention(PARALLEL);
  private final SplittableRandom random = new SplittableRandom(29);

  @AfterAll
  static void close() {
    PARALLEL.close();
  }

  static Stream<Arguments> texts() {
    List<Alignment> alignments =
        List.of(Alignment.bottomRight(), Alignment.topLeft(), Alignment.at(-3));
    return alignments.stream()
        .flatMap(alignment -> Stream.of(
                Mask.none(),
                Mask.causal(alignment),
                Mask.window(alignment, Reach.of(11), Reach.of(5)),
                Mask.window(alignment, Reach.open(), Reach.of(2)).and(Mask.causal(alignment)))
            .flatMap(mask ->
                Stream.of(1, 3, 7, 71).map(queries -> Arguments.of(alignment, mask, queries))));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void together_and_alone_are_the_same_bits(Alignment alignment, Mask mask, int queries) {
    int[] lengths = {7, 211, 1, 1637, 97};
    int longest = Arrays.stream(lengths).max().orElseThrow();
    Tensor q = Configuration.normal(random, 2, lengths.length, queries, 4, 16);
    Tensor k = Configuration.normal(random, 1, lengths.length, longest, 2, 16);
    Tensor v = Configuration.normal(random, 1, lengths.length, longest, 2, 16);
    Tensor set = Tensor.zeros(DType.BOOL, lengths.length, longest);
    for (long i = 0; i < set.count(); i++) {
      set.data().set(ValueLayout.JAVA_BYTE, i, (byte) (i % 3 == 0 ? 1 : 0));
    }
    AttentionOptions own = AttentionOptions.full(16).withMask(mask);
    AttentionOptions padded = own.withMask(mask.and(Mask.padding(lengths)));
    Gathered together =
        Gathered.of(attention, new Configuration(0, q, k, v, padded), alignment, set);

    for (int b = 0; b < lengths.length; b++) {
      Configuration text = new Configuration(
          0, part(q, b, queries), part(k, b, lengths[b]), part(v, b, lengths[b]), own);
      Tensor ofText =
          Tensor.over(set.at(b).data().asSlice(0, lengths[b]), DType.BOOL, 1, lengths[b]);
      Gathered alone = Gathered.of(attention, text, alignment, ofText);

      List<Tensor> wanted = alone.all();
      for (int n = 0; n < wanted.size() - 1; n++) {
        assertThat(bits(together.all().get(n).at(b)))
            .as("%s of text %d", n, b)
            .isEqualTo(bits(wanted.get(n).at(0)));
      }
      for (int h = 0; h < 4; h++) {
        Tensor received = together.received().at(b).at(h);
        assertThat(bits(received).subList(0, lengths[b]))
            .isEqualTo(bits(alone.received().at(0).at(h)));
      }
    }
  }

  private static Tensor part(Tensor x, int b, int count) {
    float[] all = x.at(b).toFloats();
    return Tensor.of(
        Arrays.copyOf(all, count * x.size(2) * x.size(3)), 1, count, x.size(2), x.size(3));
  }

  private static List<Integer> bits(Tensor x) {
    return IntStream.range(0, Math.toIntExact(x.count()))
        .mapToObj(i -> x.data().get(ValueLayout.JAVA_INT_UNALIGNED, 4L * i))
        .toList();
  }
}
