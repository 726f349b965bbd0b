package io.blick.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many callers, each with an attention of its own, on the same threads. The time limits are for
 * what hangs; nothing here takes a second.
 */
class ManyCallersTest {
  private static final int CALLERS = 7;
  private static final Parallel PARALLEL = new Parallel(3);

  private final List<Configuration> configurations =
      LongStream.range(101, 131).mapToObj(Configuration::of).toList();

  @AfterAll
  static void close() {
    PARALLEL.close();
  }

  @Test
  @Timeout(120)
  void callers_at_once_get_the_bits_that_each_gets_alone() throws Exception {
    List<float[]> alone = outputs(new Attention(PARALLEL));

    List<List<float[]>> together = atOnce(() -> outputs(new Attention(PARALLEL)));

    allEqual(together, alone);
  }

  @Test
  @Timeout(120)
  void a_call_that_fails_leaves_no_thread_stuck_and_no_other_call_wrong() throws Exception {
    List<float[]> alone = outputs(new Attention(PARALLEL));

    List<List<float[]>> together = atOnce(() -> {
      Attention attention = new Attention(PARALLEL);
      for (Configuration c : configurations.subList(0, 7)) {
        Attention.Attended own = attention.attend(c.q(), c.k(), c.v(), c.options());
        Tensor output = own.output();
        Tensor lse = own.lse();
        // Not before its tasks run, which ask whether a head is wanted.
        Statistics failing = Statistics.of(new Statistic.Entropy(Tensor.zeros(lse.sizes())))
            .ofHeads(_ -> {
              throw new IllegalStateException("no");
            });
        assertThatThrownBy(
                () -> attention.attend(c.q(), c.k(), c.v(), c.options(), output, lse, failing))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("no");
      }
      return outputs(attention);
    });

    allEqual(together, alone);
  }

  @Test
  @Timeout(120)
  void an_interrupted_caller_gets_its_result_and_stays_interrupted() throws Exception {
    List<float[]> alone = outputs(new Attention(PARALLEL));

    List<List<float[]>> together = atOnce(() -> {
      Thread.currentThread().interrupt();
      List<float[]> got = outputs(new Attention(PARALLEL));
      assertThat(Thread.interrupted()).isTrue();
      return got;
    });

    allEqual(together, alone);
  }

  private static void allEqual(List<List<float[]>> together, List<float[]> alone) {
    assertThat(together).hasSize(CALLERS);
    for (List<float[]> got : together) {
      for (int i = 0; i < alone.size(); i++) {
        assertThat(got.get(i)).as("result %d", i).isEqualTo(alone.get(i));
      }
    }
  }

  /** Output and log-sum-exp of each configuration. */
  private List<float[]> outputs(Attention attention) {
    List<float[]> outputs = new ArrayList<>();
    for (Configuration c : configurations) {
      Attention.Attended got = attention.attend(c.q(), c.k(), c.v(), c.options());
      outputs.add(got.output().toFloats());
      outputs.add(got.lse().toFloats());
    }
    return outputs;
  }

  private static <T> List<T> atOnce(Callable<T> call) throws Exception {
    var start = new CyclicBarrier(CALLERS);
    try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        futures.add(callers.submit(() -> {
          start.await();
          return call.call();
        }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    }
  }
}
