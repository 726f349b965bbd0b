package io.blick.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.hub.Progress.Event;
import io.blick.hub.Progress.Event.Announced;
import io.blick.hub.Progress.Event.Waiting;
import io.blick.hub.Shop.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several that want the same model at once: it is made once, and all have it. */
class TogetherTest {
  private static final int THREADS = 5;

  private final Artifact artifact = Artifact.easyBert();
  private final CountDownLatch gate = new CountDownLatch(1);

  @TempDir
  private Path folder;

  @Test
  void of_two_processes_one_fetches_and_the_other_waits() throws Exception {
    try (Shop shop = Shop.open(new Answer.Hesitates(artifact, gate))) {
      MavenJars _ = Homes.maven(folder, shop.address());
      try (Jvm first = startedFetch();
          Jvm second = waitingFetch()) {
        gate.countDown();

        assertThat(first.end()).isZero();
        assertThat(second.end()).isZero();
        String fetched = "fetched " + folder.resolve("home/models/tiny");
        assertThat(first.events()).startsWith("Announced").endsWith("Ready", fetched);
        assertThat(second.events()).containsExactly("Waiting", fetched);
        assertThat(shop.jarsAsked()).isEqualTo(1);
      }
    }
  }

  @Test
  void who_waits_for_a_process_that_is_killed_fetches_in_its_place() throws Exception {
    try (Shop shop = Shop.open(new Answer.Hesitates(artifact, gate))) {
      MavenJars _ = Homes.maven(folder, shop.address());
      try (Jvm first = startedFetch();
          Jvm second = waitingFetch()) {
        first.kill();
        gate.countDown();

        assertThat(second.end()).isZero();
        assertThat(second.events())
            .startsWith("Waiting", "Announced")
            .endsWith("Ready", "fetched " + folder.resolve("home/models/tiny"));
        assertThat(folder.resolve("home/models/tiny/model.safetensors")).exists();
      }
    }
  }

  private Jvm startedFetch() throws IOException, InterruptedException {
    Jvm process = Jvm.fetching(folder.resolve("home"), folder, artifact);
    process.await("Advanced[step=DOWNLOAD");
    return process;
  }

  private Jvm waitingFetch() throws IOException, InterruptedException {
    Jvm process = Jvm.fetching(folder.resolve("home"), folder, artifact);
    process.await("Waiting[");
    return process;
  }

  @Test
  void who_removes_a_model_that_is_being_fetched_waits_for_it() throws Exception {
    try (Shop shop = Shop.open(new Answer.Hesitates(artifact, gate));
        ExecutorService threads = Executors.newFixedThreadPool(1)) {
      CountDownLatch begun = new CountDownLatch(1);
      Hub hub = Homes.hub(folder, artifact, shop.address());
      Future<Path> fetched =
          threads.submit(() -> hub.with(_ -> begun.countDown()).path("tiny"));
      begun.await();

      // The one who removes is the one who lets the fetch go on, as soon as it has to wait.
      boolean removed = hub.with(_ -> gate.countDown()).remove("tiny");

      assertThat(removed).isTrue();
      assertThat(fetched.get()).doesNotExist();
      assertThat(Folder.names(hub.home().resolve("models"))).containsExactly("tiny.lock");
    }
  }

  @Test
  void of_many_threads_one_fetches_and_the_others_wait() throws Exception {
    CountDownLatch waiting = new CountDownLatch(THREADS - 1);
    List<Event> heard = new CopyOnWriteArrayList<>();
    try (Shop shop = Shop.open(new Answer.Hesitates(artifact, waiting));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      Hub hub = Homes.hub(folder, artifact, shop.address()).with(event -> {
        heard.add(event);
        if (event instanceof Waiting) {
          waiting.countDown();
        }
      });

      List<Callable<Path>> wishes = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        wishes.add(() -> hub.path("tiny"));
      }
      List<Future<Path>> folders = threads.invokeAll(wishes);

      for (Future<Path> made : folders) {
        assertThat(made.get()).isEqualTo(folder.resolve("home/models/tiny")).isDirectory();
      }
      assertThat(heard).filteredOn(Announced.class::isInstance).hasSize(1);
      assertThat(heard).filteredOn(Waiting.class::isInstance).hasSize(THREADS - 1);
      assertThat(shop.jarsAsked()).isEqualTo(1);
    }
  }
}
