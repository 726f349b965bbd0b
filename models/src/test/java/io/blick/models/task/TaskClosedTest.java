package io.blick.models.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.tensor.Parallel;
import io.blick.models.bert.TinyBert;
import io.blick.models.format.mapped.OpenFiles;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A task that is closed, or whose model is, says so; what it opened it releases. */
class TaskClosedTest {
  @TempDir
  private Path room;

  private static String sentence(SmallTask task, Path folder) {
    return "%s: the model %s must be open; got a call after close(); open it again"
        .formatted(task.word(), folder.getFileName());
  }

  @ParameterizedTest
  @EnumSource
  void a_call_after_close_says_of_what(SmallTask task) {
    Path folder = task.folder(room);
    SmallTask.Open open = task.open(folder);
    open.run("a b");

    open.close();

    assertThatThrownBy(() -> open.run("a b"))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage(sentence(task, folder));
    assertThatThrownBy(() -> open.run(List.of()))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage(sentence(task, folder));
  }

  @ParameterizedTest
  @EnumSource
  void closing_twice_releases_the_model_once(SmallTask task) {
    long before = OpenFiles.mapped();
    SmallTask.Open open = task.open(task.folder(room));
    long mapped = OpenFiles.mapped();

    open.close();
    open.close();

    assertThat(mapped).isEqualTo(before + 1);
    assertThat(OpenFiles.mapped()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void a_model_that_was_given_stays_open(SmallTask task) {
    try (TextModel model = task.model(room)) {
      SmallTask.Open one = task.of(model);
      Object expected = one.run("a b");

      one.close();

      assertThat(task.of(model).run("a b")).isEqualTo(expected);
      assertThatThrownBy(() -> one.run("a b")).hasMessage(sentence(task, Path.of(model.name())));
    }
  }

  @Test
  void threads_of_the_caller_do_not_open_it_again() {
    try (TextModel tags = SmallTask.TAG.model(room);
        TextModel answers = SmallTask.ANSWER.model(room);
        Parallel threads = new Parallel(1)) {
      Tagger tagger = Tagger.of(tags);
      Answerer answerer = Answerer.of(answers);

      tagger.close();
      answerer.close();

      assertThatThrownBy(() -> tagger.tag(threads, List.of("a"), TooLong.CUT))
          .hasMessage(sentence(SmallTask.TAG, Path.of(tags.name())));
      assertThatThrownBy(() -> answerer.answer(threads, List.of(new Question("a", "b")), 1))
          .hasMessage(sentence(SmallTask.ANSWER, Path.of(answers.name())));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_model_that_its_owner_closed_says_so(SmallTask task) {
    TextModel model = task.model(room);
    try (SmallTask.Open open = task.of(model)) {
      model.close();

      assertThatThrownBy(() -> open.run("a b"))
          .isExactlyInstanceOf(IllegalStateException.class)
          .hasMessage("model: %s must be open to be run; got it closed; open its folder again"
              .formatted(model.name()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void others_who_compute_end_with_their_result_or_with_the_sentence(SmallTask task)
      throws InterruptedException {
    Path folder = task.folder(room);
    SmallTask.Open open = task.open(folder);
    Object expected = open.run("a b d");
    var failures = new ConcurrentLinkedQueue<Throwable>();
    var started = new CountDownLatch(5);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      threads.add(Thread.ofPlatform().start(() -> {
        try {
          while (true) {
            assertThat(open.run("a b d")).isEqualTo(expected);
            started.countDown();
          }
        } catch (Throwable e) {
          failures.add(e);
        }
      }));
    }

    started.await();
    open.close();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(failures)
        .hasSize(5)
        .allSatisfy(e -> assertThat(e)
            .isExactlyInstanceOf(IllegalStateException.class)
            .hasMessage(sentence(task, folder)));
  }

  @Test
  void the_threads_of_a_task_end_with_it() throws InterruptedException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    SmallTask.Open open = SmallTask.TAG.open(SmallTask.TAG.folder(room));
    open.run("a b");
    Set<Thread> started = new HashSet<>(Thread.getAllStackTraces().keySet());
    started.removeAll(before);
    started.removeIf(thread -> !thread.getName().startsWith("blick-"));

    open.close();

    for (Thread thread : started) {
      assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
    }
    assertThat(started).hasSize(Runtime.getRuntime().availableProcessors() - 1);
  }

  @Test
  void a_folder_without_the_head_is_released() throws IOException {
    Path folder = new TinyBert().write(Files.createDirectory(room.resolve("tiny")));
    long before = OpenFiles.mapped();

    assertThatThrownBy(() -> Embedder.open(folder))
        .hasMessageStartingWith("embed: the model must have a sentence embedding; tiny has ");
    assertThatThrownBy(() -> Classifier.open(folder))
        .hasMessageStartingWith("classify: the model must have a classifier; tiny has ");
    assertThatThrownBy(() -> Tagger.open(folder))
        .hasMessageStartingWith("tag: the model must have a tagger; tiny has ");
    assertThatThrownBy(() -> Answerer.open(folder))
        .hasMessageStartingWith("answer: the model must have a head for answers; tiny has ");

    assertThat(OpenFiles.mapped()).isEqualTo(before);
  }

  @Test
  void embedders_of_two_prompts_are_closed_together() throws IOException {
    Path folder = SmallTask.EMBED.folder(room);
    Files.writeString(
        folder.resolve("config_sentence_transformers.json"), "{\"prompts\": {\"query\": \"q \"}}");
    long before = OpenFiles.mapped();
    Embedder documents = Embedder.open(folder);
    Embedder queries = documents.withPrompt("query");
    assertThat(queries.embed("a")).isEqualTo(documents.embed("q a"));

    queries.close();
    documents.close();

    assertThat(OpenFiles.mapped()).isEqualTo(before);
    assertThatThrownBy(() -> documents.embed("a")).hasMessage(sentence(SmallTask.EMBED, folder));
    assertThatThrownBy(() -> queries.embed("a")).hasMessage(sentence(SmallTask.EMBED, folder));
  }

  @Test
  void a_tokenizer_outlives_its_model() {
    TextModel model = SmallTask.TAG.model(room);
    var before = model.tokenizer().encode("anna bor i lund");

    model.close();

    assertThat(model.tokenizer().encode("anna bor i lund")).isEqualTo(before);
    assertThatThrownBy(() -> Tagger.of(model))
        .hasMessage("model: distilbert-tags must be open to be run; got it closed; open its folder"
            + " again");
  }
}
