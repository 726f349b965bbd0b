package io.blick.models.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionProbe;
import io.blick.core.attention.AttentionSite;
import io.blick.core.cache.KvCache;
import io.blick.core.nn.EagerOps;
import io.blick.core.nn.ReferenceOps;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Batch;
import io.blick.models.text.Pass;
import io.blick.models.text.TextHead.NextPieceHead;
import io.blick.models.text.TextModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is true of every causal model, whatever its numbers are. */
class CausalLawsTest {
  private static final int[] TEXT = {3, 1, 4, 1, 5, 9, 2, 6, 5, 35, 89};
  private static final int[] OTHER = {2, 71, 82, 8, 18};

  static Stream<String> folders() {
    return SavedCausal.folders();
  }

  private static Tensor last(TextModel model, EagerOps ops, Pass pass) {
    return model.last(ops, pass).copy();
  }

  private static int[] part(int from, int to) {
    return Arrays.copyOfRange(TEXT, from, to);
  }

  private static KvCache cache(TextModel model) {
    return model.head(NextPieceHead.class).orElseThrow().cache();
  }

  private static Tensor go(TextModel model, EagerOps ops, KvCache cache, int... ids) {
    return last(model, ops, Pass.after(List.of(cache), Batch.ofIds(List.of(ids))));
  }

  private static void same(Tensor got, Tensor expected, int from, int to) {
    assertThat(got.toFloats()).containsExactly(expected.slice(from, to - from).toFloats());
  }

  @ParameterizedTest
  @MethodSource("folders")
  void a_pass_that_is_cut_anywhere_has_the_bits_of_the_whole(String folder) {
    try (TextModel model = SavedCausal.open(folder);
        EagerOps ops = EagerOps.on(new Parallel(1));
        KvCache single = cache(model)) {
      Tensor whole = last(model, ops, Pass.of(Batch.ofIds(List.of(TEXT))));

      for (int cut = 1; cut < TEXT.length; cut++) {
        try (KvCache cache = cache(model)) {
          same(go(model, ops, cache, part(0, cut)), whole, 0, cut);
          same(go(model, ops, cache, part(cut, TEXT.length)), whole, cut, TEXT.length);
        }
      }
      for (int i = 0; i < TEXT.length; i++) {
        same(go(model, ops, single, TEXT[i]), whole, i, i + 1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void forked_cut_back_and_beside_others_it_has_the_same_bits(String folder) {
    try (TextModel model = SavedCausal.open(folder);
        EagerOps ops = EagerOps.on(new Parallel(2));
        KvCache cache = cache(model);
        KvCache beside = cache(model)) {
      Tensor whole = last(model, ops, Pass.of(Batch.ofIds(List.of(TEXT))));
      Tensor other = last(model, ops, Pass.of(Batch.ofIds(List.of(OTHER))));
      go(model, ops, cache, part(0, 7));
      go(model, ops, beside, OTHER[0]);

      try (KvCache fork = cache.fork()) {
        go(model, ops, fork, OTHER);
        fork.cutBack(4);
        same(go(model, ops, fork, part(4, TEXT.length)), whole, 4, TEXT.length);
      }
      int[] rest = Arrays.copyOfRange(OTHER, 1, OTHER.length);
      Batch both = Batch.ofIds(List.of(part(7, TEXT.length), rest));
      Tensor got = last(model, ops, Pass.after(List.of(cache, beside), both));
      same(got.slice(0, TEXT.length - 7), whole, 7, TEXT.length);
      same(got.slice(TEXT.length - 7, rest.length), other, 1, OTHER.length);
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void any_number_of_threads_gives_the_same_bits(String folder) {
    try (TextModel model = SavedCausal.open(folder);
        EagerOps one = EagerOps.on(new Parallel(1));
        EagerOps two = EagerOps.on(new Parallel(2))) {
      Batch batch = Batch.ofIds(List.of(TEXT, OTHER));

      same(last(model, two, Pass.of(batch)), last(model, one, Pass.of(batch)), 0, 16);
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void the_fast_operations_compute_what_the_obvious_ones_do(String folder) {
    try (TextModel model = SavedCausal.open(folder);
        EagerOps fast = EagerOps.on(new Parallel(1));
        ReferenceOps obvious = new ReferenceOps()) {
      List<Tensor> got = model.forward(fast, Batch.ofIds(List.of(TEXT)));
      List<Tensor> expected = model.forward(obvious, Batch.ofIds(List.of(TEXT)));

      for (int l = 0; l < expected.size(); l++) {
        CausalExpected.close(got.get(l), expected.get(l));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void a_silenced_head_changes_nothing_before_its_layer(String folder) {
    try (TextModel model = SavedCausal.open(folder);
        EagerOps plain = EagerOps.on(new Parallel(1))) {
      List<Tensor> before = copies(model.forward(plain, Batch.ofIds(List.of(TEXT))));
      for (int layer = 0; layer < model.layers(); layer++) {
        try (EagerOps ops = EagerOps.on(new Parallel(1), new Silenced(layer))) {
          List<Tensor> after = model.forward(ops, Batch.ofIds(List.of(TEXT)));

          for (int l = 0; l <= layer; l++) {
            same(after.get(l), before.get(l), 0, TEXT.length);
          }
          assertThat(after.get(layer + 1).toFloats())
              .isNotEqualTo(before.get(layer + 1).toFloats());
        }
      }
    }
  }

  private static List<Tensor> copies(List<Tensor> tensors) {
    List<Tensor> copies = new ArrayList<>();
    tensors.forEach(tensor -> copies.add(tensor.copy()));
    return copies;
  }

  private record Silenced(int layer) implements AttentionProbe {
    @Override
    public void attended(AttentionCall call) {}

    @Override
    public boolean silences(AttentionSite site, int head) {
      return site.layer() == layer && head == 1;
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void a_closed_model_says_so(String folder) {
    TextModel model = SavedCausal.open(folder);
    model.close();
    try (EagerOps ops = EagerOps.on(new Parallel(1))) {
      assertThatThrownBy(() -> model.last(ops, Pass.of(Batch.ofIds(List.of(TEXT)))))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("model: %s must be open to be run; got it closed; open its folder again"
              .formatted(folder));
    }
  }
}
