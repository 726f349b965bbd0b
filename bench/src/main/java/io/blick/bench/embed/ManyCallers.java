package io.blick.bench.embed;

import io.blick.bench.report.Figures;
import io.blick.bench.report.Table;
import io.blick.bench.run.BenchException;
import io.blick.bench.timing.BlickSide;
import io.blick.bench.timing.Side;
import io.blick.bench.timing.Timings;
import io.blick.models.task.Embedder;
import io.blick.models.task.Embedding;
import io.blick.models.task.TooLong;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Threads that share an embedder, and the same texts as one list. */
final class ManyCallers {
  private static final List<Integer> CALLERS = List.of(1, 2, 4, 8, 16);

  private final Embedder embedder;
  private final List<String> texts;
  private final Side list;
  private final Map<Integer, Side> callers = new LinkedHashMap<>();

  /**
   * Creates the sides.
   *
   * @param embedder shared by all callers
   * @param texts all of which a call embeds
   */
  ManyCallers(Embedder embedder, List<String> texts) {
    this.embedder = embedder;
    this.texts = List.copyOf(texts);
    this.list = new BlickSide("one list", this::list);
    for (int count : CALLERS) {
      callers.put(count, new BlickSide(count + " callers", () -> embed(count)));
    }
  }

  /** Returns the list and the numbers of callers, in the order of the table. */
  List<Side> sides() {
    List<Side> sides = new ArrayList<>(List.of(list));
    sides.addAll(callers.values());
    return sides;
  }

  private List<Embedding> list() {
    return embedder.embed(texts, TooLong.REFUSE);
  }

  /** Returns the vectors of all texts, which some threads make one by one. */
  private List<Embedding> embed(int count) {
    var embeddings = new AtomicReferenceArray<Embedding>(texts.size());
    var next = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofPlatform().start(() -> {
        for (int at = next.getAndIncrement(); at < texts.size(); at = next.getAndIncrement()) {
          embeddings.set(at, embedder.embed(texts.get(at)));
        }
      }));
    }
    threads.forEach(ManyCallers::join);
    List<Embedding> all = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      all.add(embeddings.get(i));
    }
    return all;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("bench: interrupted while callers compute");
    }
  }

  /** Checks that all sides make the same vectors, to the bit. */
  void check() {
    List<Embedding> expected = list();
    for (int count : CALLERS) {
      if (!embed(count).equals(expected)) {
        throw new BenchException(
            "bench: embed: %d callers must get the vectors of one list; got others"
                .formatted(count));
      }
    }
  }

  /** Returns the table of the times. */
  Table table(Timings timings) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("one list", list, timings));
    callers.forEach((count, side) -> rows.add(row(count.toString(), side, timings)));
    return new Table(
        "Many callers", "", List.of("callers", "texts", "time over that of one list"), rows);
  }

  private List<String> row(String name, Side side, Timings timings) {
    double speed = 1e9 * texts.size() / timings.nanos(side);
    return List.of(
        name, Figures.threeDigits(speed) + "/s", Figures.times(timings.ratio(side, list)));
  }
}
