package io.blick.models.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.cache.KvCache;
import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Batch;
import io.blick.models.text.Pass;
import io.blick.models.text.TextHead.NextPieceHead;
import io.blick.models.text.TextModel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pass that goes on from caches may not do; a cache stays as it was. */
class CachedPassTest {
  @TempDir
  private Path folder;

  private static Batch pieces(int count) {
    return Batch.ofIds(List.of(new int[count]));
  }

  @Test
  void a_text_in_cache_and_batch_has_no_more_pieces_than_the_model_positions() {
    try (TextModel model = new TinyLlama().open(folder);
        EagerOps ops = EagerOps.on(new Parallel(1));
        KvCache cache = model.head(NextPieceHead.class).orElseThrow().cache()) {
      model.last(ops, Pass.after(List.of(cache), pieces(TinyLlama.POSITIONS - 1)));

      Pass two = Pass.after(List.of(cache), pieces(2));
      assertThatThrownBy(() -> model.last(ops, two))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must have at most 97 pieces")
          .hasMessageEndingWith("got 98");
      assertThat(cache.length()).isEqualTo(TinyLlama.POSITIONS - 1);
      model.last(ops, Pass.after(List.of(cache), pieces(1)));
      assertThat(cache.length()).isEqualTo(TinyLlama.POSITIONS);
    }
  }

  @Test
  void it_runs_all_layers_and_has_a_cache_for_each_text() {
    try (TextModel model = new TinyLlama().open(folder);
        EagerOps ops = EagerOps.on(new Parallel(1));
        KvCache cache = model.head(NextPieceHead.class).orElseThrow().cache()) {
      Tensor states = model.forward(ops, pieces(3)).get(1);

      Pass pass = Pass.after(List.of(cache), pieces(3));
      assertThatThrownBy(() -> model.resume(ops, pass, 1, states, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must run all layers");
      Batch both = Batch.ofIds(List.of(new int[1], new int[1]));
      assertThatThrownBy(() -> Pass.after(List.of(cache, cache), both))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "pass: there must be a cache for each text, each another; got 1 for 2; fork one");
      assertThat(cache.length()).isZero();
    }
  }
}
