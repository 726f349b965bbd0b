package io.blick.models.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.nn.EagerOps;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.format.FormatException;
import io.blick.models.format.mapped.OpenFiles;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model that is closed, or whose file is cut off, says so in one sentence wherever it is used.
 */
class BertClosedTest {
  @TempDir
  private Path room;

  private Path folder;
  private TextModel model;
  private Batch batch;

  @BeforeEach
  void open() throws IOException {
    folder = Files.createDirectory(room.resolve("tiny"));
    model = new TinyBert().embedding().open(folder);
    batch = Batch.of(List.of(model.tokenizer().encode("abc")));
  }

  @Test
  void closing_it_twice_does_nothing() {
    long mapped = OpenFiles.mapped();

    model.close();
    model.close();

    assertThat(OpenFiles.mapped()).isEqualTo(mapped - 1);
  }

  @Test
  void every_part_of_it_says_which_model_is_closed() {
    try (Ops ops = EagerOps.on(new Parallel(1))) {
      Tensor hidden = model.forward(ops, batch).getLast().copy();
      TextHead.Pooler pooler = model.head(TextHead.Pooler.class).orElseThrow();
      TextHead.MaskedHead masked = model.head(TextHead.MaskedHead.class).orElseThrow();
      TextHead.SentenceHead sentence = model.head(TextHead.SentenceHead.class).orElseThrow();
      Tensor projection = model.outputProjection(1);
      float first = projection.get(0) > 1 ? 1 : 0;

      model.close();

      closed(() -> model.forward(ops, batch));
      closed(() -> model.outputProjection(1));
      closed(() -> model.inputProjections(1));
      closed(() -> pooler.pool(ops, hidden, batch));
      closed(() -> masked.logits(ops, hidden, Tensor.of(new int[] {1}, 1)));
      closed(() -> sentence.embed(ops, hidden, batch));
      closed(() -> model.head(TextHead.MaskedHead.class).orElseThrow());
      assertThat(projection.get(0) > 1 ? 1 : 0).isEqualTo((int) first);
      assertThat(model.name()).isEqualTo("tiny");
    }
  }

  @Test
  void passes_of_other_threads_end_well_or_with_the_same_sentence() throws InterruptedException {
    var failures = new ConcurrentLinkedQueue<Throwable>();
    var started = new CountDownLatch(3);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      threads.add(Thread.ofPlatform().start(() -> {
        try (EagerOps ops = EagerOps.on(new Parallel(1))) {
          while (true) {
            model.forward(ops, batch);
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
            .isInstanceOf(IllegalStateException.class)
            .hasMessage(
                "model: tiny must be open to be run; got it closed; open its folder again"));
  }

  @Test
  void a_file_that_is_cut_off_ends_the_pass_with_its_name() throws IOException {
    try (TextModel open = model;
        Ops ops = EagerOps.on(new Parallel(1))) {
      try (var channel = java.nio.channels.FileChannel.open(
          folder.resolve("model.safetensors"), StandardOpenOption.WRITE)) {
        channel.truncate(0);
      }

      assertThatThrownBy(() -> open.forward(ops, batch))
          .isInstanceOf(FormatException.class)
          .hasMessageMatching("safetensors: model.safetensors: at byte 0: the file must not change"
              + " while it is open; got it written anew, 0 bytes where \\d+ were; open it again");
    }
  }

  @Test
  void a_file_that_another_replaces_does_not_trouble_it() throws IOException {
    try (TextModel open = model;
        Ops ops = EagerOps.on(new Parallel(1))) {
      Files.delete(folder.resolve("model.safetensors"));

      assertThatCode(() -> open.forward(ops, batch)).doesNotThrowAnyException();
    }
  }

  private static void closed(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("model: tiny must be open to be run; got it closed; open its folder again");
  }
}
