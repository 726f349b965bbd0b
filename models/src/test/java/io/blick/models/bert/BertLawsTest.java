package io.blick.models.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionProbe;
import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Batch;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void a_text_gives_the_same_bits_alone_and_in_a_padded_batch() {
    try (EagerOps ops = EagerOps.on(PARALLEL)) {
      List<Tensor> together = model.forward(ops, Batch.of(0, texts));

      for (int b = 0; b < LENGTHS.length; b++) {
        List<Tensor> alone = model.forward(ops, Batch.of(0, List.of(texts.get(b))));
        for (int l = 0; l <= TinyBert.LAYERS; l++) {
          assertThat(states(together.get(l), b)).isEqualTo(states(alone.get(l), 0, LENGTHS[b]));
        }
      }
    }
  }

  @Test
  void the_heads_give_the_same_bits_alone_and_in_a_padded_batch() {
    try (EagerOps ops = EagerOps.on(PARALLEL)) {
      Tensor together = model.forward(ops, Batch.of(0, texts)).getLast();
      Tensor pooled = model.pooler().orElseThrow().pool(ops, together);

      for (int b = 0; b < LENGTHS.length; b++) {
        Tensor alone = model.forward(ops, Batch.of(0, List.of(texts.get(b)))).getLast();
        assertThat(pooled.at(b).toFloats())
            .isEqualTo(model.pooler().orElseThrow().pool(ops, alone).toFloats());
        assertThat(logits(ops, together, b * together.size(1) + 2))
            .isEqualTo(logits(ops, alone, 2));
      }
    }
  }

  @Test
  void permuting_the_batch_permutes_the_results_bit_for_bit() {
    int[] order = {2, 0, 3, 1};
    List<Encoding> permuted = Arrays.stream(order).mapToObj(texts::get).toList();
    try (EagerOps ops = EagerOps.on(PARALLEL)) {
      Tensor plain = model.forward(ops, Batch.of(0, texts)).getLast();

      Tensor last = model.forward(ops, Batch.of(0, permuted)).getLast();

      for (int b = 0; b < order.length; b++) {
        assertThat(last.at(b).toFloats()).isEqualTo(plain.at(order[b]).toFloats());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 17, 36})
  void what_stands_in_the_padding_changes_nothing(int padding) {
    try (EagerOps ops = EagerOps.on(PARALLEL)) {
      Batch garbage = Batch.of(padding, texts);

      Tensor last = model.forward(ops, garbage).getLast();

      assertThat(garbage.ids().at(1).toInts()).endsWith(padding, padding);
      Tensor usual = model.forward(ops, Batch.of(0, texts)).getLast();
      for (int b = 0; b < LENGTHS.length; b++) {
        assertThat(states(last, b)).isEqualTo(states(usual, b));
      }
    }
  }

  @Test
  void a_key_in_the_padding_has_a_weight_of_exactly_0() {
    List<AttentionCall> calls = new ArrayList<>();
    try (EagerOps ops = EagerOps.on(PARALLEL, call -> calls.add(call.copy()))) {
      model.forward(ops, Batch.of(0, texts));
    }

    assertThat(calls).hasSize(TinyBert.LAYERS);
    for (AttentionCall call : calls) {
      for (int b = 0; b < LENGTHS.length; b++) {
        float[] weights = call.weights(b, 1, 2);
        assertThat(Arrays.copyOf(weights, LENGTHS[b])).doesNotContain(0);
        assertThat(Arrays.copyOfRange(weights, LENGTHS[b], weights.length))
            .isEqualTo(new float[weights.length - LENGTHS[b]]);
      }
    }
  }

  @Test
  void silencing_a_head_equals_zeros_in_its_columns_of_the_output_projection(@TempDir Path other) {
    int head = 1;
    TinyBert deaf = new TinyBert();
    deaf.tensors()
        .computeIfPresent(
            "bert.encoder.layer.1.attention.output.dense.weight", (_, w) -> without(head, w));
    Batch batch = Batch.of(0, texts);
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
      public boolean silences(int otherLayer, int otherHead) {
        return otherLayer == layer && otherHead == head;
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
    Batch batch = Batch.of(0, texts);
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
      return model.forward(ops, Batch.of(0, List.of(text))).getLast().toFloats();
    }
  }

  @Test
  void a_text_with_more_pieces_than_positions_is_refused() {
    Batch batch = Batch.of(0, List.of(text(TinyBert.POSITIONS + 2, new SplittableRandom(3))));
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
    Batch pair = Batch.of(0, List.of(model.tokenizer().encode("a", "b")));
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
    return model.maskedHead().orElseThrow().logits(ops, hidden, places).toFloats();
  }

  /** Returns the states of a batch entry without its padding. */
  private static float[] states(Tensor hidden, int b) {
    return states(hidden, b, LENGTHS[b]);
  }

  private static float[] states(Tensor hidden, int b, int length) {
    return Arrays.copyOf(hidden.at(b).toFloats(), length * TinyBert.WIDTH);
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
