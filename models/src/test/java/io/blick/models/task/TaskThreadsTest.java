package io.blick.models.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.tensor.Parallel;
import io.blick.models.text.TextModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A task that many threads share gives each what it would give one alone, to the bit. */
class TaskThreadsTest {
  private static final int THREADS = 13;
  private static final int TEXTS_OF_THREAD = 17;

  @TempDir
  private Path room;

  /** Runs a step in many threads at once, the odd ones virtual. */
  private static void together(IntConsumer step) throws InterruptedException {
    var failures = new ConcurrentLinkedQueue<Throwable>();
    var all = new CountDownLatch(THREADS);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      int thread = t;
      Thread.Builder kind = t % 2 == 0 ? Thread.ofPlatform() : Thread.ofVirtual();
      threads.add(kind.start(() -> {
        try {
          all.countDown();
          all.await();
          step.accept(thread);
        } catch (Throwable e) {
          failures.add(e);
        }
      }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void many_threads_get_the_bits_of_one(SmallTask task) throws InterruptedException {
    List<String> texts = SmallTask.texts(THREADS * TEXTS_OF_THREAD);
    var found = new ConcurrentHashMap<String, Object>();
    try (SmallTask.Open open = task.open(task.folder(room))) {
      List<Object> expected = new ArrayList<>();
      texts.forEach(text -> expected.add(open.run(text)));

      together(thread -> {
        for (int i = thread; i < texts.size(); i += THREADS) {
          found.put(texts.get(i), open.run(texts.get(i)));
        }
      });

      assertThat(texts.stream().<Object>map(found::get).toList()).isEqualTo(expected);
      assertThat(Collections.<Object>unmodifiableList(open.run(texts))).isEqualTo(expected);
      assertThat(Set.copyOf(expected)).hasSizeGreaterThan(THREADS);
    }
  }

  @Test
  void lists_of_many_threads_are_apart() throws InterruptedException {
    try (SmallTask.Open open = SmallTask.TAG.open(SmallTask.TAG.folder(room));
        Parallel shared = new Parallel(2);
        TextModel model = SmallTask.TAG.model(room);
        Tagger tagger = Tagger.of(model)) {
      List<String> texts = SmallTask.texts(THREADS * TEXTS_OF_THREAD);

      together(thread -> {
        List<String> own = texts.subList(thread * 3, thread * 3 + TEXTS_OF_THREAD);
        assertThat(open.run(own)).isEqualTo(tagger.tag(shared, own, TooLong.REFUSE));
      });
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_caller_who_is_interrupted_gets_the_result_and_stays_interrupted(SmallTask task) {
    Path folder = task.folder(room);
    Thread.currentThread().interrupt();
    try (SmallTask.Open open = task.open(folder)) {
      Object found = open.run("a b d");

      assertThat(Thread.interrupted()).isTrue();
      assertThat(found).isEqualTo(open.run("a b d"));
    } finally {
      Thread.interrupted();
    }
  }
}
