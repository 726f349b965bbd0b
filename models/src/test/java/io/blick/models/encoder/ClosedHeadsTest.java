package io.blick.models.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.nn.EagerOps;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.Models;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A head of a model that is closed says so in the model's sentence, also in another thread. */
class ClosedHeadsTest {

  static Stream<String> folders() throws IOException {
    return EncodersTest.folders();
  }

  private static Tensor compute(TextHead head, Ops ops, Tensor hidden, Batch batch) {
    return switch (head) {
      case TextHead.Pooler pooler -> pooler.pool(ops, hidden, batch);
      case TextHead.MaskedHead masked -> masked.logits(ops, hidden, Tensor.of(new int[] {1}, 1));
      case TextHead.NextPieceHead next -> next.logits(ops, hidden, Tensor.of(new int[] {1}, 1));
      case TextHead.ClassHead classes -> classes.logits(ops, hidden, batch);
      case TextHead.TagHead tags -> tags.logits(ops, hidden);
      case TextHead.AnswerHead answers -> answers.logits(ops, hidden);
      case TextHead.NextSentenceHead next -> next.logits(ops, hidden, batch);
      case TextHead.ReplacedHead replaced -> replaced.logits(ops, hidden);
      case TextHead.SentenceHead sentence -> sentence.embed(ops, hidden, batch);
    };
  }

  private static String sentence(String folder) {
    return "model: %s must be open to be run; got it closed; open its folder again"
        .formatted(folder);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void each_head_that_was_obtained_before_says_which_model_is_closed(String folder) {
    try (Ops ops = EagerOps.on(new Parallel(1))) {
      TextModel model = Models.open(SavedEncoder.ALL.resolve(folder));
      Batch batch = Batch.of(model.tokenizer().encode("Anna bor i Lund."));
      Tensor hidden = model.forward(ops, batch).getLast().copy();
      List<TextHead> heads = model.textHeads();

      model.close();

      for (TextHead head : heads) {
        assertThatThrownBy(() -> compute(head, ops, hidden, batch))
            .isExactlyInstanceOf(IllegalStateException.class)
            .hasMessage(sentence(folder));
      }
      assertThatThrownBy(model::textHeads).hasMessage(sentence(folder));
      assertThatThrownBy(() -> model.outputProjection(0)).hasMessage(sentence(folder));
    }
  }

  @Test
  void heads_in_other_threads_end_with_the_same_sentence() throws InterruptedException {
    TextModel model = Models.open(SavedEncoder.ALL.resolve("mpnet-classes"));
    Batch batch = Batch.of(model.tokenizer().encode("Anna bor i Lund."));
    TextHead head = model.head(TextHead.ClassHead.class).orElseThrow();
    var failures = new ConcurrentLinkedQueue<Throwable>();
    var started = new CountDownLatch(3);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      threads.add(Thread.ofPlatform().start(() -> {
        try (EagerOps ops = EagerOps.on(new Parallel(1))) {
          Tensor hidden = model.forward(ops, batch).getLast().copy();
          while (true) {
            compute(head, ops, hidden, batch);
            ops.reset();
            started.countDown();
          }
        } catch (Throwable e) {
          failures.add(e);
        }
      }));
    }

    started.await();
    model.close();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(failures)
        .hasSize(3)
        .allSatisfy(e -> assertThat(e)
            .isExactlyInstanceOf(IllegalStateException.class)
            .hasMessage(sentence("mpnet-classes")));
  }
}
