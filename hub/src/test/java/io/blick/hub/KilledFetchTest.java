package io.blick.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.blick.hub.ListedModel.State.Absent;
import io.blick.hub.ListedModel.State.Cached;
import io.blick.hub.ListedModel.State.InTheWay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that fetch and are killed as {@code kill -9} does it. */
class KilledFetchTest {
  private static final int KILLS = 20;
  private static final long SEED = 20_260_101;
  private static final String FIRST_WORD = "Announced[";
  private static final String LAST_WORD = "Ready[";

  private final Artifact artifact = Artifact.easyBert();

  @TempDir
  private Path folder;

  /** The moment at which a process was killed. */
  private enum End {
    BEFORE_FETCH,
    IN_FETCH,
    AFTER_FETCH
  }

  /**
   * The duration of a process that is not killed, and the part of it since the first event of the
   * fetch.
   */
  private record Life(long wholeNanos, long fetchNanos) {}

  @Test
  void a_fetch_killed_at_any_moment_leaves_nothing_that_is_wrongly_believed() throws Exception {
    Hub hub = Homes.hub(folder, artifact, Homes.shelf(folder, artifact));
    SortedMap<String, String> whole = Folder.content(hub.path("tiny"));
    var random = new SplittableRandom(SEED);
    List<End> ends = new ArrayList<>();
    Life _ = live();
    Life life = live();

    for (int kill = 0; kill < KILLS; kill++) {
      int pair = kill / 2;
      double moment = (pair + random.nextDouble()) / (KILLS / 2);
      forget();
      ends.add(kill % 2 == 0 ? killInLife(moment, life) : killInFetch(moment, life));

      assertWholeOrAbsent(hub, whole);
      assertThat(Folder.content(hub.path("tiny"))).as("after kill %d", kill).isEqualTo(whole);
      assertThat(Folder.names(folder.resolve("home/models"))).containsExactly("tiny", "tiny.lock");
    }

    // Half of them are timed from the fetch's first word, the others from the process's first
    // breath. A machine that is slowed down after the life was measured makes the latter early
    // and one that is freed makes all of them late; it takes a factor above 3 to leave so few.
    assertThat(ends).as("seed %d", SEED).filteredOn(End.IN_FETCH::equals).hasSizeGreaterThan(4);
  }

  private static void assertWholeOrAbsent(Hub hub, SortedMap<String, String> whole)
      throws IOException {
    switch (hub.list().getFirst().state()) {
      case InTheWay(String obstacle) -> fail(obstacle);
      case Absent() -> assertThat(hub.home().resolve("models/tiny")).doesNotExist();
      case Cached(Path made, long _) -> assertThat(Folder.content(made)).isEqualTo(whole);
    }
  }

  private Life live() throws IOException, InterruptedException {
    forget();
    long start = System.nanoTime();
    try (Jvm process = start()) {
      process.await(FIRST_WORD);
      long announced = System.nanoTime();
      assertThat(process.end()).isZero();
      long end = System.nanoTime();
      return new Life(end - start, end - announced);
    }
  }

  private End killInLife(double moment, Life life) throws IOException, InterruptedException {
    try (Jvm process = start()) {
      return kill(process, (long) (moment * life.wholeNanos()));
    }
  }

  private End killInFetch(double moment, Life life) throws IOException, InterruptedException {
    try (Jvm process = start()) {
      process.await(FIRST_WORD);
      return kill(process, (long) (moment * life.fetchNanos()));
    }
  }

  private static End kill(Jvm process, long afterNanos) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(afterNanos);
    process.kill();
    if (process.has(LAST_WORD)) {
      return End.AFTER_FETCH;
    }
    return process.has(FIRST_WORD) ? End.IN_FETCH : End.BEFORE_FETCH;
  }

  private Jvm start() throws IOException {
    return Jvm.fetching(folder.resolve("home"), folder, artifact);
  }

  /** Makes cache and local repository those of a new user. */
  private void forget() throws IOException {
    Folders.delete(folder.resolve("home"));
    Folders.delete(folder.resolve("repository"));
  }

  @Test
  void what_a_killed_process_left_is_cleared_by_the_next() throws IOException {
    Hub hub = Homes.hub(folder, artifact);
    Home home = new Home(folder.resolve("home"));
    Path work = Files.createDirectories(home.work("tiny").resolve("folder"));
    Files.writeString(work.resolve("config.json"), "{");
    Path removed = Files.createDirectories(home.removed("tiny"));
    Files.writeString(removed.resolve("config.json"), "{");

    Path made = hub.path("tiny");

    assertThat(Folder.names(home.models())).containsExactly("tiny", "tiny.lock");
    assertThat(Files.readString(made.resolve("config.json"))).endsWith("}\n");
  }
}
