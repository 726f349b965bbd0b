package io.blick.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SharedCoresTest {

  @Test
  void one_caller_has_all_cores_and_another_computes_alone() {
    try (var cores = new SharedCores(3);
        var first = cores.lease();
        var second = cores.lease()) {
      assertThat(first.threads().threads()).isEqualTo(3);
      assertThat(second.threads().threads()).isEqualTo(1);
    }
  }

  @Test
  void threads_that_are_given_back_are_lent_again() {
    try (var cores = new SharedCores(2)) {
      var first = cores.lease();
      var second = cores.lease();
      first.close();
      second.close();
      first.close();
      assertThat(cores.lease().threads()).isSameAs(first.threads());
      assertThat(cores.lease().threads()).isSameAs(second.threads());
      assertThat(cores.lease().threads()).isNotSameAs(second.threads());
    }
  }

  @Test
  void all_cores_are_lent_only_where_nobody_computes() {
    try (var cores = new SharedCores(3)) {
      var first = cores.lease();
      var second = cores.lease();
      first.close();
      assertThat(cores.lease().threads().threads()).isEqualTo(1);
      second.close();
    }
  }

  @Test
  void a_lease_that_outlives_the_close_still_computes() {
    var cores = new SharedCores(2);
    try (var lease = cores.lease()) {
      cores.close();
      cores.close();
      var done = new AtomicIntegerArray(7);
      lease.threads().run((task, _) -> done.incrementAndGet(task), 7);
      assertThat(done.toString()).isEqualTo("[1, 1, 1, 1, 1, 1, 1]");
    }
    assertThatThrownBy(cores::lease)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cores: they must be open; got a call after close()");
  }

  @Test
  void threads_that_nobody_can_reach_end() throws InterruptedException {
    Thread helper = forgottenHelper();
    for (int i = 0; i < 1000 && helper.isAlive(); i++) {
      System.gc();
      helper.join(10);
    }
    assertThat(helper.isAlive()).isFalse();
  }

  private static Thread forgottenHelper() {
    var helper = new AtomicReference<Thread>();
    var waiting = new CountDownLatch(2);
    var lease = new SharedCores(2).lease();
    Parallel.Job job = (_, worker) -> {
      waiting.countDown();
      if (worker == 1) {
        helper.set(Thread.currentThread());
      }
      try {
        waiting.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
    lease.threads().run(job, 2);
    return helper.get();
  }

  @Test
  void there_must_be_a_core() {
    assertThatThrownBy(() -> new SharedCores(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cores: there must be at least 1; got 0");
  }
}
