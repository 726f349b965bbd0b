package io.blick.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.Uniform;
import io.blick.core.attention.Attention;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.Statistic;
import io.blick.core.attention.Statistics;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.core.tensor.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Objects that serve one caller at a time throw when a second one calls, and are free again
 * afterwards.
 */
@Timeout(120)
class OneCallerTest {
  private static final Parallel PARALLEL = new Parallel(3);
  private static final AttentionOptions OPTIONS = AttentionOptions.full(5);

  private final Uniform uniform = new Uniform(31);
  private final Tensor x = uniform.tensor(1, 7, 3, 5);

  @AfterAll
  static void close() {
    PARALLEL.close();
  }

  /** Runs something on a thread of its own, and returns what it threw. */
  private static @Nullable Throwable elsewhere(Runnable body) throws InterruptedException {
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    Thread thread = new Thread(
        () -> {
          try {
            body.run();
          } catch (Throwable e) {
            thrown.set(e);
          }
        },
        "second");
    thread.start();
    thread.join();
    return thrown.get();
  }

  @Test
  void a_second_thread_in_a_scope_is_told_whose_it_is() throws InterruptedException {
    List<@Nullable Throwable> thrown = new ArrayList<>();
    String first = Thread.currentThread().getName();
    try (EagerOps ops = EagerOps.on(PARALLEL)) {
      Tensor sum = ops.scoped(() -> {
        try {
          thrown.add(elsewhere(() -> ops.add(x, x)));
          thrown.add(elsewhere(ops::reset));
          thrown.add(elsewhere(() -> ops.scoped(() -> x)));
          thrown.add(elsewhere(ops::close));
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        return ops.add(x, x);
      });

      assertThat(sum.get(0)).isEqualTo(2 * x.get(0));
      assertThat(thrown)
          .hasSize(4)
          .allSatisfy(e -> assertThat(e)
              .isInstanceOf(IllegalStateException.class)
              .hasMessage(
                  "ops: one object must have one caller at a time; got a call of thread second"
                      + " within one of thread " + first
                      + "; make an EagerOps for each caller: they may"
                      + " share a model and threads"));
      // Free again, for any thread.
      assertThat(elsewhere(() -> ops.add(x, x))).isNull();
    }
  }

  @Test
  void a_probe_that_calls_its_own_operations_is_told() {
    List<EagerOps> own = new ArrayList<>();
    try (EagerOps ops = EagerOps.on(PARALLEL, _ -> own.getFirst().add(x, x))) {
      own.add(ops);

      assertThatThrownBy(() -> ops.attention(AttentionSite.encoder(0), x, x, x, OPTIONS))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("ops: one object must have one caller at a time");

      assertThatCode(() -> ops.add(x, x)).doesNotThrowAnyException();
    }
  }

  @Test
  void an_attention_called_from_within_itself_is_told() {
    Attention attention = new Attention(PARALLEL);
    Statistics calling = Statistics.of(new Statistic.Entropy(Tensor.zeros(1, 3, 7)))
        .ofHeads(_ -> {
          attention.attend(x, x, x, OPTIONS);
          return true;
        });
    Tensor output = Tensor.zeros(1, 7, 3, 5);
    Tensor lse = Tensor.zeros(1, 3, 7);

    assertThatThrownBy(() -> attention.attend(x, x, x, OPTIONS, output, lse, calling))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("attention: one object must have one caller at a time; got a call")
        .hasMessageEndingWith("; make an Attention for each caller: they may share their threads");

    Tensor alone = new Attention(PARALLEL).attend(x, x, x, OPTIONS).output();
    assertThat(attention.attend(x, x, x, OPTIONS).output().toFloats())
        .containsExactly(alone.toFloats());
  }

  @Test
  void after_an_exception_it_is_free_again() {
    try (EagerOps ops = EagerOps.on(PARALLEL)) {
      Tensor first = ops.add(x, x);
      assertThatThrownBy(() -> ops.scoped(() -> {
            ops.add(x, x);
            throw new IllegalArgumentException("no");
          }))
          .hasMessage("no");
      assertThatThrownBy(() -> ops.add(x, Tensor.zeros(3)))
          .isInstanceOf(IllegalArgumentException.class);

      // What the scope had made is given back.
      Tensor next = ops.add(x, x);
      assertThat(next.data().address() - first.data().address()).isEqualTo(448);
    }
  }

  /** Each call gives the right numbers or a sentence, whoever comes between. */
  @Test
  void many_threads_get_their_own_numbers_or_a_sentence() throws Exception {
    int callers = 7;
    Attention shared = new Attention(PARALLEL);
    CountDownLatch start = new CountDownLatch(callers);
    try (ExecutorService threads = Executors.newFixedThreadPool(callers);
        EagerOps ops = EagerOps.on(PARALLEL)) {
      List<Future<Integer>> wrong = new ArrayList<>();
      for (int n = 0; n < callers; n++) {
        Tensor own = uniform.tensor(1, 3 + 13 * n, 3, 5);
        float[] alone =
            new Attention(PARALLEL).attend(own, own, own, OPTIONS).output().toFloats();
        wrong.add(threads.submit(() -> {
          start.countDown();
          start.await();
          return wrong(shared, own, alone) + wrong(ops, own, alone);
        }));
      }

      for (Future<Integer> each : wrong) {
        assertThat(each.get()).isZero();
      }
    }
  }

  private static int wrong(Attention attention, Tensor own, float[] alone) {
    int wrong = 0;
    for (int turn = 0; turn < 200; turn++) {
      try {
        float[] got = attention.attend(own, own, own, OPTIONS).output().toFloats();
        wrong += java.util.Arrays.equals(got, alone) ? 0 : 1;
      } catch (IllegalStateException e) {
        assertThat(e).hasMessageStartingWith("attention: one object");
      }
    }
    return wrong;
  }

  private static int wrong(EagerOps ops, Tensor own, float[] alone) {
    int wrong = 0;
    for (int turn = 0; turn < 200; turn++) {
      try {
        float[] got = new float[alone.length];
        ops.scoped(() -> {
          Tensor output = ops.attention(AttentionSite.encoder(0), own, own, own, OPTIONS);
          System.arraycopy(output.toFloats(), 0, got, 0, got.length);
          return output;
        });
        wrong += java.util.Arrays.equals(got, alone) ? 0 : 1;
      } catch (IllegalStateException e) {
        assertThat(e).hasMessageStartingWith("ops: one object");
      }
    }
    return wrong;
  }

  @Test
  void after_close_operations_and_workspace_say_of_what() {
    EagerOps ops = EagerOps.on(PARALLEL);
    Tensor sum = ops.add(x, x);
    Workspace workspace = new Workspace();
    ops.close();
    ops.close();
    workspace.close();
    workspace.close();

    assertThatThrownBy(() -> sum.get(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("tensor: it must be read before its memory is freed; got F32(1, 7, 3, 5) after"
            + " its ops or workspace were closed; keep a copy()");
    assertThatThrownBy(() -> ops.add(x, x))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("ops: they must be open; got a call after close(); make others");
    assertThatThrownBy(() -> ops.scoped(() -> x)).hasMessageStartingWith("ops: they must be open");
    assertThatThrownBy(ops::reset).hasMessageStartingWith("ops: they must be open");
    assertThatThrownBy(() -> workspace.take(3))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("workspace: it must be open; got a call after close(); make another one");
    assertThatThrownBy(workspace::mark).hasMessageStartingWith("workspace: it must be open");
  }
}
