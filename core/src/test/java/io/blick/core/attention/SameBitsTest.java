package io.blick.core.attention;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * A query gives the same bits on any number of threads, alone and in a batch in any order, by
 * itself and among any number of others, with the keys that it sees and with more.
 * {@code -Dblick.soak=true} compares 1,000,000 rows instead of 20,000.
 *
 * <p>A row is an output and its log-sum-exp. Other lane counts run in JVMs of their own.
 */
class SameBitsTest {
  private static final int COMPARISONS = Boolean.getBoolean("blick.soak") ? 1_000_000 : 20_000;
  private static final int CONFIGURATIONS = COMPARISONS / 200;
  private static final long SEED = Long.getLong("blick.seed", 1);

  /** Queries of which one more or one less is computed another way. */
  private static final int[] FEW_AND_MANY = {1, 2, 4, 5, 6, 7, 63, 64, 65};

  private static final int LONGEST = 2 * QueryBlock.KEYS_OF_PART;
  private static final int[] LONG_KEYS = {LONGEST + 1, LONGEST + 65, LONGEST + 97, 4611};
  private static final int[] FEW_DIMS = {5, 16, 17, 32};

  private static final List<Parallel> THREADS =
      Stream.of(1, 2, 3, 8).map(Parallel::new).toList();

  private final List<Attention> attentions =
      THREADS.stream().map(Attention::new).toList();
  private int comparisons;
  private int differing;
  private String first = "none";

  @AfterAll
  static void close() {
    THREADS.forEach(Parallel::close);
  }

  @Test
  void a_query_gives_the_same_bits_in_whatever_company_and_order_and_on_any_threads() {
    long seed = SEED;
    for (; comparisons < COMPARISONS || seed < SEED + CONFIGURATIONS; seed++) {
      var random = new SplittableRandom(~seed);
      Configuration c = seed % 8 == 0 ? longKeys(seed) : Configuration.of(seed);
      Rows whole = new Rows(Excerpt.of(c, entries(c)).attend(attentions.getFirst()));

      onThreads(c, whole);
      inBatches(c, whole, random);
      amongQueries(c, whole, random);
    }

    System.out.printf(
        "same bits: %d rows compared in %d configurations, %d differ%n",
        comparisons, seed - SEED, differing);
    assertThat(first).isEqualTo("none");
    assertThat(comparisons).isGreaterThanOrEqualTo(COMPARISONS);
  }

  private void onThreads(Configuration c, Rows whole) {
    for (int i = 1; i < attentions.size(); i++) {
      Rows got = new Rows(attentions.get(i).attend(c.q(), c.k(), c.v(), c.options()));
      for (int b = 0; b < whole.batch; b++) {
        compare(c, whole, b, 0, got, b, THREADS.get(i).threads() + " threads");
      }
    }
  }

  private void inBatches(Configuration c, Rows whole, SplittableRandom random) {
    for (int b = 0; b < whole.batch; b++) {
      Rows alone = new Rows(Excerpt.of(c, List.of(b)).attend(any(random)));
      compare(c, whole, b, 0, alone, 0, "entry %d alone".formatted(b));
    }
    List<Integer> order = new ArrayList<>(entries(c));
    Collections.shuffle(order, new Random(random.nextLong()));
    Rows permuted = new Rows(Excerpt.of(c, order).attend(any(random)));
    for (int i = 0; i < whole.batch; i++) {
      compare(c, whole, order.get(i), 0, permuted, i, "in the order " + order);
    }
  }

  private void amongQueries(Configuration c, Rows whole, SplittableRandom random) {
    int b = random.nextInt(whole.batch);
    for (int i = 0; i < 5; i++) {
      int t = random.nextInt(whole.queries);
      Rows one = new Rows(Excerpt.of(c, b, t, t + 1).attend(any(random)));
      compare(c, whole, b, t, one, 0, "query %d alone".formatted(t));
      Rows seen = new Rows(Excerpt.ofSeen(c, b, t).attend(any(random)));
      compare(c, whole, b, t, seen, 0, "query %d alone on what it sees".formatted(t));
    }
    for (int count : FEW_AND_MANY) {
      if (count < whole.queries) {
        int from = random.nextInt(whole.queries - count);
        Rows some = new Rows(Excerpt.of(c, b, from, from + count).attend(any(random)));
        compare(c, whole, b, from, some, 0, "%d queries from %d on".formatted(count, from));
      }
    }
  }

  private Attention any(SplittableRandom random) {
    return attentions.get(random.nextInt(attentions.size()));
  }

  private static List<Integer> entries(Configuration c) {
    return IntStream.range(0, c.q().size(0)).boxed().toList();
  }

  /** Many keys for few heads: one thread takes each head's keys in order, more split them. */
  private static Configuration longKeys(long seed) {
    var random = new SplittableRandom(seed);
    int keys = LONG_KEYS[random.nextInt(LONG_KEYS.length)];
    int queries = 1 + random.nextInt(8);
    int keyHeads = 2 + random.nextInt(2);
    int heads = keyHeads * (1 + random.nextInt(2));
    int dim = FEW_DIMS[random.nextInt(FEW_DIMS.length)];
    int valueDim = FEW_DIMS[random.nextInt(FEW_DIMS.length)];
    Alignment alignment = Alignment.at(random.nextInt(keys));
    Mask mask = switch (random.nextInt(4)) {
      case 0 -> Mask.none();
      case 1 -> Mask.causal();
      case 2 -> Mask.window(alignment, Reach.of(random.nextInt(keys)), Reach.of(LONGEST));
      default -> Mask.bias(Configuration.normal(random, 2, 1, 1, queries, keys));
    };
    return new Configuration(
        seed,
        Configuration.normal(random, 1, 1, queries, heads, dim),
        Configuration.normal(random, 1, 1, keys, keyHeads, dim),
        Configuration.normal(random, 1, 1, keys, keyHeads, valueDim),
        AttentionOptions.full(dim).withMask(mask));
  }

  /** Compares every row of an entry of what was got with those of the whole, from a query on. */
  private void compare(
      Configuration c, Rows whole, int entry, int from, Rows got, int gotEntry, String what) {
    for (int t = 0; t < got.queries; t++) {
      for (int h = 0; h < got.heads; h++) {
        comparisons++;
        if (!got.same(gotEntry, t, h, whole, entry, from + t)) {
          differing++;
          first = differing == 1 ? "%s: query %d of head %d: %s".formatted(what, t, h, c) : first;
        }
      }
    }
  }

  /** Outputs and log-sum-exps, bit by bit. */
  private static final class Rows {
    final int batch;
    final int queries;
    final int heads;
    private final int width;
    private final float[] output;
    private final float[] lse;

    Rows(Attention.Attended attended) {
      Tensor o = attended.output();
      batch = o.size(0);
      queries = o.size(1);
      heads = o.size(2);
      width = o.size(3);
      output = o.toFloats();
      lse = attended.lse().toFloats();
    }

    boolean same(int b, int t, int h, Rows whole, int wholeB, int wholeT) {
      int at = ((b * queries + t) * heads + h) * width;
      int wholeAt = ((wholeB * whole.queries + wholeT) * heads + h) * width;
      float own = lse[(b * heads + h) * queries + t];
      float wholeLse = whole.lse[(wholeB * heads + h) * whole.queries + wholeT];
      boolean same = Float.floatToRawIntBits(own) == Float.floatToRawIntBits(wholeLse);
      for (int d = 0; d < width; d++) {
        int ownBits = Float.floatToRawIntBits(output[at + d]);
        same &= ownBits == Float.floatToRawIntBits(whole.output[wholeAt + d]);
      }
      return same;
    }
  }
}
