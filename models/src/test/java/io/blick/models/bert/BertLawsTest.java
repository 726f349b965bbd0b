package io.blick.models.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionProbe;
import io.blick.core.attention.AttentionSite;
import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of BERT bit for bit, whatever its weights are. */
class BertLawsTest {
  // On both sides of the 64 queries and 128 keys that attention takes at a time.
  private static final int[] LENGTHS = {67, 3, 131, 13};

  @TempDir
  private static Path folder;

  private static final Parallel PARALLEL = new Parallel(1);

  private static TextModel model;
  private static List<Encoding> texts;

  @BeforeAll
  static void open() {
    model = new TinyBert().open(folder);
    SplittableRandom random = new SplittableRandom(5);
    texts = Arrays.stream(LENGTHS).mapToObj(length -> text(length, random)).toList();
  }

  @AfterAll
  static void close() {
    model.close();
    PARALLEL.close();
  }

  @Test
  void a_text_gives_the_same_bits_alone_and_in_a_batch() {
    try (EagerOps ops = EagerOps.on(PARALLEL)) {
      List<Tensor> together = model.forward(ops, Batch.of(texts));

      for (int b = 0; b < LENGTHS.length; b++) {
        List<Tensor> alone = model.forward(ops, Batch.of(List.of(texts.get(b))));
        for (int l = 0; l <= TinyBert.LAYERS; l++) {
          assertThat(states(together.get(l), b)).isEqualTo(alone.get(l).toFloats());
        }
      }
    }
  }

  @Test
  void the_heads_give_the_same_bits_alone_and_in_a_batch() {
    try (EagerOps ops = EagerOps.on(PARALLEL)) {
      Batch batch = Batch.of(texts);
      Tensor together = model.forward(ops, batch).getLast();
      Tensor pooled = model.head(TextHead.Pooler.class).orElseThrow().pool(ops, together, batch);

      for (int b = 0; b < LENGTHS.length; b++) {
        Batch one = Batch.of(texts.get(b));
        Tensor alone = model.forward(ops, one).getLast();
        assertThat(pooled.at(b).toFloats())
            .isEqualTo(model
                .head(TextHead.Pooler.class)
                .orElseThrow()
                .pool(ops, alone, one)
                .toFloats());
        assertThat(logits(ops, together, batch.sequences().start(b) + 2))
            .isEqualTo(logits(ops, alone, 2));
      }
    }
  }

  @Test
  void permuting_the_batch_permutes_the_results_bit_for_bit() {
    int[] order = {2, 0, 3, 1};
    List<Encoding> permuted = Arrays.stream(order).mapToObj(texts::get).toList();
    try (EagerOps ops = EagerOps.on(PARALLEL)) {
      Tensor plain = model.forward(ops, Batch.of(texts)).getLast();

      Tensor last = model.forward(ops, Batch.of(permuted)).getLast();

      for (int b = 0; b < order.length; b++) {
        assertThat(Batch.of(permuted).sequences().rows(last, b).toFloats())
            .isEqualTo(states(plain, order[b]));
      }
    }
  }

  @Test
  void a_probe_sees_each_text_alone() {
    List<AttentionCall> calls = new ArrayList<>();
    try (EagerOps ops = EagerOps.on(PARALLEL, call -> calls.add(call.copy()))) {
      model.forward(ops, Batch.of(texts));
    }

    assertThat(calls).hasSize(TinyBert.LAYERS * LENGTHS.length);
    for (int i = 0; i < calls.size(); i++) {
      AttentionCall call = calls.get(i);
      assertThat(call.site().layer()).isEqualTo(i / LENGTHS.length);
      assertThat(call.sequence()).isEqualTo(i % LENGTHS.length);
      assertThat(call.weights(0, 1, 2)).hasSize(LENGTHS[call.sequence()]).doesNotContain(0);
    }
  }

  @Test
  void silencing_a_head_equals_zeros_in_its_columns_of_the_output_projection(@TempDir Path other) {
    int head = 1;
    TinyBert deaf = new TinyBert();
    deaf.tensors()
        .computeIfPresent(
            "bert.encoder.layer.1.attention.output.dense.weight", (_, w) -> without(head, w));
    Batch batch = Batch.of(texts);
    try (TextModel without = deaf.open(other);
        EagerOps plain = EagerOps.on(PARALLEL);
        EagerOps silencing = EagerOps.on(PARALLEL, silencing(1, head))) {

      Tensor silenced = model.forward(silencing, batch).getLast();

      assertThat(silenced.toFloats())
          .isEqualTo(without.forward(plain, batch).getLast().toFloats());
      assertThat(silenced.toFloats())
          .isNotEqualTo(model.forward(plain, batch).getLast().toFloats());
    }
  }

  private static AttentionProbe silencing(int layer, int head) {
    return new AttentionProbe() {
      @Override
      public void attended(AttentionCall call) {}

      @Override
      public boolean silences(AttentionSite site, int otherHead) {
        return site.equals(AttentionSite.encoder(layer)) && otherHead == head;
      }
    };
  }

  private static Tensor without(int head, Tensor projection) {
    float[] values = projection.toFloats();
    for (int i = 0; i < values.length; i++) {
      if (i % TinyBert.WIDTH / TinyBert.HEAD_DIM == head) {
        values[i] = 0;
      }
    }
    return Tensor.of(values, projection.sizes());
  }

  @Test
  void a_pass_repeated_on_the_same_operations_gives_the_same_bits() {
    Batch batch = Batch.of(texts);
    try (EagerOps ops = EagerOps.on(PARALLEL)) {
      float[] first = model.forward(ops, batch).getLast().toFloats();
      float[] second = model.forward(ops, batch).getLast().toFloats();
      ops.reset();
      float[] third = model.forward(ops, batch).getLast().toFloats();

      assertThat(second).isEqualTo(first);
      assertThat(third).isEqualTo(first);
    }
  }

  @Test
  void many_threads_each_with_its_own_operations_share_a_model() throws Exception {
    List<float[]> alone = new ArrayList<>();
    for (Encoding text : texts) {
      alone.add(lastState(text));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(7)) {
      List<Future<float[]>> results = new ArrayList<>();
      for (int i = 0; i < 29; i++) {
        Encoding text = texts.get(i % LENGTHS.length);
        results.add(threads.submit(() -> lastState(text)));
      }

      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i).get()).isEqualTo(alone.get(i % LENGTHS.length));
      }
    }
  }

  private static float[] lastState(Encoding text) {
    try (Parallel parallel = new Parallel(2);
        EagerOps ops = EagerOps.on(parallel)) {
      return model.forward(ops, Batch.of(List.of(text))).getLast().toFloats();
    }
  }

  @Test
  void a_text_with_more_pieces_than_positions_is_refused() {
    Batch batch = Batch.of(List.of(text(TinyBert.POSITIONS + 2, new SplittableRandom(3))));
    try (EagerOps ops = EagerOps.on(PARALLEL)) {
      assertThatThrownBy(() -> model.forward(ops, batch))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("bert: a text must have at most 139 pieces, the positions of %s; got 141"
              .formatted(folder.getFileName()));
    }
  }

  @Test
  void a_second_segment_is_refused_where_the_model_knows_only_one(@TempDir Path other) {
    TinyBert tiny = new TinyBert();
    tiny.config().put("type_vocab_size", 1);
    tiny.tensors()
        .computeIfPresent(
            "bert.embeddings.token_type_embeddings.weight",
            (_, table) -> table.at(0).view(1, TinyBert.WIDTH));
    Batch pair = Batch.of(List.of(model.tokenizer().encode("a", "b")));
    try (TextModel one = tiny.open(other);
        EagerOps ops = EagerOps.on(PARALLEL)) {
      assertThatThrownBy(() -> one.forward(ops, pair))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("bert: a text must have at most 1 segments, as %s knows; got 2"
              .formatted(other.getFileName()));
    }
  }

  private static float[] logits(EagerOps ops, Tensor hidden, int place) {
    Tensor places = Tensor.of(new int[] {place}, 1);
    return model
        .head(TextHead.MaskedHead.class)
        .orElseThrow()
        .logits(ops, hidden, places)
        .toFloats();
  }

  /** Returns the states of one of the texts. */
  private static float[] states(Tensor hidden, int b) {
    return Batch.of(texts).sequences().rows(hidden, b).toFloats();
  }

  /** Returns a text of random letters that has so many pieces, [CLS] and [SEP] included. */
  private static Encoding text(int pieces, SplittableRandom random) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < pieces - 2; i++) {
      letters.append((char) ('a' + random.nextInt(26))).append(' ');
    }
    return model.tokenizer().encode(letters.toString());
  }
}
