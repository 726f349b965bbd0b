package io.blick.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.ShapeException;
import io.blick.core.tensor.Tensor;
import io.blick.models.encoder.SavedEncoder;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextHead.ClassHead;
import io.blick.models.text.TextHead.MaskedHead;
import io.blick.models.text.TextHead.TagHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import io.blick.models.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An open model, and what it hands out, in the hands of many callers. */
class SharedModelTest {
  private static final int THREADS = 7;
  private static final List<String> TEXTS =
      List.of("Anna bor i Lund.", "The cat sat, och katten?", "jag", "Jon lundar 2 3 mus ingen");

  /** Returns the numbers of all texts: all states and, of a masked model, all logits. */
  private static List<List<Float>> numbers(TextModel model, EagerOps ops) {
    List<List<Float>> all = new ArrayList<>();
    for (String text : TEXTS) {
      Batch batch = Batch.of(model.tokenizer().encode(text));
      List<Tensor> states = model.forward(ops, batch);
      states.forEach(state -> all.add(floats(state)));
      Tensor first = Tensor.of(new int[] {1}, 1);
      model
          .head(MaskedHead.class)
          .ifPresent(head -> all.add(floats(head.logits(ops, states.getLast(), first))));
      ops.reset();
    }
    return all;
  }

  private static List<Float> floats(Tensor tensor) {
    List<Float> floats = new ArrayList<>();
    for (float number : tensor.toFloats()) {
      floats.add(number);
    }
    return floats;
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert-masked", "distilbert-model", "electra-generator", "mpnet-masked"})
  void many_threads_with_their_own_operations_get_the_bits_of_one(String folder)
      throws InterruptedException {
    try (TextModel model = Models.open(SavedEncoder.ALL.resolve(folder));
        Parallel shared = new Parallel(3);
        EagerOps one = EagerOps.on(shared)) {
      var found = new ConcurrentLinkedQueue<List<List<Float>>>();
      var all = new CountDownLatch(THREADS);
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        threads.add(Thread.ofPlatform().start(() -> {
          all.countDown();
          try (EagerOps own = EagerOps.on(shared)) {
            all.await();
            found.add(numbers(model, own));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }));
      }
      for (Thread thread : threads) {
        thread.join();
      }

      assertThat(found).hasSize(THREADS).containsOnly(numbers(model, one));
    }
  }

  @Test
  void many_threads_may_share_a_tokenizer() throws InterruptedException {
    try (TextModel model = Models.open(SavedEncoder.ALL.resolve("bert-tags"))) {
      List<Encoding> expected = encodings(model);
      var found = new ConcurrentLinkedQueue<List<Encoding>>();
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        threads.add(Thread.ofPlatform().start(() -> {
          for (int i = 0; i < 101; i++) {
            found.add(encodings(model));
          }
        }));
      }
      for (Thread thread : threads) {
        thread.join();
      }

      assertThat(found).hasSize(101 * THREADS).containsOnly(expected);
    }
  }

  private static List<Encoding> encodings(TextModel model) {
    return TEXTS.stream().map(model.tokenizer()::encode).toList();
  }

  @Test
  @NullUnmarked // Callers without a checker of nulls are what this is about.
  void a_text_without_characters_is_not_no_text() {
    try (TextModel model = Models.open(SavedEncoder.ALL.resolve("bert-tags"))) {
      Tokenizer tokenizer = model.tokenizer();

      assertThat(tokenizer.encode("").pieces()).hasSize(2);
      isNull(() -> tokenizer.encode(null), "encode: text");
      isNull(() -> tokenizer.encode(null, ""), "encode: first");
      isNull(() -> tokenizer.encode("", null), "encode: second");
    }
  }

  private static void isNull(ThrowingCallable call, String name) {
    assertThatThrownBy(call)
        .isExactlyInstanceOf(NullPointerException.class)
        .hasMessage(name + " must not be null");
  }

  @Test
  void what_a_model_hands_out_cannot_be_changed() {
    try (TextModel classes = Models.open(SavedEncoder.ALL.resolve("bert-classes"));
        TextModel tags = Models.open(SavedEncoder.ALL.resolve("bert-tags"))) {
      Encoding encoding = tags.tokenizer().encode("anna bor");

      for (List<?> list : List.of(
          classes.head(ClassHead.class).orElseThrow().labels(),
          tags.head(TagHead.class).orElseThrow().labels(),
          tags.textHeads(),
          tags.notes(),
          tags.tokenizer().notes(),
          encoding.pieces(),
          encoding.words(),
          encoding.words().getFirst().pieces())) {
        assertThatThrownBy(list::removeLast).isInstanceOf(UnsupportedOperationException.class);
      }
    }
  }

  @Test
  void hidden_states_of_another_batch_are_refused() {
    try (TextModel model = Models.open(SavedEncoder.ALL.resolve("bert-classes"));
        EagerOps ops = EagerOps.on(new Parallel(1))) {
      Batch two = Batch.of(encodings(model).subList(0, 2));
      Batch one = Batch.of(encodings(model).subList(0, 1));
      TextHead.ClassHead head = model.head(ClassHead.class).orElseThrow();
      Tensor hidden = model.forward(ops, two).getLast();

      assertThatThrownBy(() -> head.logits(ops, hidden, one))
          .isExactlyInstanceOf(ShapeException.class)
          .hasMessageStartingWith("head: hidden must have %d rows, those of "
              .formatted(one.sequences().rows()));
    }
  }
}
