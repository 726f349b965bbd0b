package io.blick.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelTest {
  private static final String NESTED = "parallel: a task must not run a job on the threads that"
      + " run the task; give it threads of its own";
  // Only a test that fails waits so long.
  private static final long PATIENCE_SECONDS = 60;

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 2, 3, 8})
  void every_task_runs_exactly_once(int threads) {
    try (Parallel parallel = new Parallel(threads)) {
      for (int tasks : new int[] {0, 1, 2, 3, 7, 8, 9, 64, 1009}) {
        for (int round = 0; round < 50; round++) {
          AtomicIntegerArray runs = new AtomicIntegerArray(tasks);

          parallel.run((task, _) -> runs.incrementAndGet(task), tasks);

          assertThat(IntStream.range(0, tasks).map(runs::get)).allMatch(n -> n == 1);
        }
      }
    }
  }

  @Test
  void no_two_tasks_of_one_worker_run_at_a_time() {
    int threads = 3;
    AtomicIntegerArray inside = new AtomicIntegerArray(threads);
    AtomicIntegerArray most = new AtomicIntegerArray(threads);
    try (Parallel parallel = new Parallel(threads)) {
      parallel.run(
          (_, worker) -> {
            int now = inside.incrementAndGet(worker);
            most.accumulateAndGet(worker, now, Math::max);
            inside.decrementAndGet(worker);
          },
          10_007);
    }

    assertThat(IntStream.range(0, threads).map(most::get).max()).hasValue(1);
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {2, 3, 8})
  void all_threads_take_part(int threads) {
    try (Parallel parallel = new Parallel(threads)) {
      CyclicBarrier all = new CyclicBarrier(threads);
      Set<Integer> workers = ConcurrentHashMap.newKeySet();

      // No task ends before each thread has one.
      parallel.run(
          (_, worker) -> {
            workers.add(worker);
            meet(all);
          },
          threads);

      assertThat(workers).hasSize(threads);
    }
  }

  @Test
  void a_failure_of_the_callers_own_task_reaches_it() {
    IllegalStateException failure = new IllegalStateException("seven");
    try (Parallel parallel = new Parallel(1)) {

      assertThatThrownBy(() -> parallel.run((task, _) -> failAt(task, 7, failure), 11))
          .isSameAs(failure);

      assertThat(sum(parallel, 101)).isEqualTo(5050);
    }
  }

  @Test
  void a_failure_of_a_helpers_task_reaches_the_caller() {
    for (Throwable failure :
        List.of(new IllegalStateException("helper"), new StackOverflowError("helper"))) {
      try (Parallel parallel = new Parallel(2)) {
        CyclicBarrier both = new CyclicBarrier(2);

        assertThatThrownBy(() -> parallel.run(
                (_, worker) -> {
                  meet(both);
                  failAt(worker, 1, failure);
                },
                2))
            .isSameAs(failure);

        assertThat(sum(parallel, 101)).isEqualTo(5050);
      }
    }
  }

  @Test
  void a_checked_failure_that_generics_hid_reaches_the_caller() {
    Exception failure = new Exception("hidden");
    try (Parallel parallel = new Parallel(2)) {
      CyclicBarrier both = new CyclicBarrier(2);

      assertThatThrownBy(() -> parallel.run(
              (_, worker) -> {
                meet(both);
                failAt(worker, 1, failure);
              },
              2))
          .isInstanceOf(IllegalStateException.class)
          .hasCause(failure);

      assertThat(sum(parallel, 101)).isEqualTo(5050);
    }
  }

  @Test
  void no_task_runs_any_more_when_a_failure_arrives() {
    try (Parallel parallel = new Parallel(3)) {
      for (int round = 0; round < 100; round++) {
        AtomicIntegerArray inside = new AtomicIntegerArray(1);

        assertThatThrownBy(() -> parallel.run(
                (task, _) -> {
                  inside.incrementAndGet(0);
                  try {
                    failAt(task, 31, new IllegalStateException("31"));
                  } finally {
                    inside.decrementAndGet(0);
                  }
                },
                1009))
            .hasMessage("31");

        assertThat(inside.get(0)).isZero();
      }
    }
  }

  @Test
  void callers_from_several_threads_get_their_own_jobs_done() throws InterruptedException {
    int callers = 4;
    AtomicIntegerArray right = new AtomicIntegerArray(callers);
    try (Parallel parallel = new Parallel(3)) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        int caller = i;
        threads.add(Thread.ofPlatform().start(() -> {
          for (int round = 0; round < 200; round++) {
            int tasks = 1 + (round * 7 + caller) % 97;
            if (sum(parallel, tasks) == tasks * (tasks - 1) / 2) {
              right.incrementAndGet(caller);
            }
          }
        }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }

    assertThat(IntStream.range(0, callers).map(right::get)).containsOnly(200);
  }

  @Test
  void an_interrupted_caller_loses_no_work() {
    try (Parallel parallel = new Parallel(3)) {
      Thread.currentThread().interrupt();

      int sum = sum(parallel, 1009);

      // Reads the mark and takes it away, so that no other test sees it.
      assertThat(Thread.interrupted()).isTrue();
      assertThat(sum).isEqualTo(1009 * 1008 / 2);
    }
  }

  @Test
  void idle_helpers_sleep() throws InterruptedException {
    Set<Thread> others = helpers();
    try (Parallel parallel = new Parallel(3)) {
      Set<Thread> helpers = helpers();
      helpers.removeAll(others);
      sum(parallel, 1009);

      assertThat(helpers).hasSize(2);
      for (Thread helper : helpers) {
        eventually(helper, () -> helper.getState() == Thread.State.WAITING);
      }
      assertThat(sum(parallel, 101)).isEqualTo(5050);
    }
  }

  @Test
  void a_helper_that_a_task_interrupted_sleeps_too() throws InterruptedException {
    Set<Thread> others = helpers();
    try (Parallel parallel = new Parallel(2)) {
      Set<Thread> helpers = helpers();
      helpers.removeAll(others);
      CyclicBarrier both = new CyclicBarrier(2);
      parallel.run(
          (_, worker) -> {
            meet(both);
            if (worker == 1) {
              Thread.currentThread().interrupt();
            }
          },
          2);

      // With the mark of an interrupt it would wake as soon as it sleeps, again and again.
      for (Thread helper : helpers) {
        eventually(helper, () -> !helper.isInterrupted());
      }
      assertThat(helpers).hasSize(1);
    }
  }

  @Test
  void closing_ends_the_helpers_and_the_caller_works_alone() throws InterruptedException {
    Set<Thread> others = helpers();
    Parallel parallel = new Parallel(3);
    Set<Thread> helpers = helpers();
    helpers.removeAll(others);
    sum(parallel, 1009);

    parallel.close();
    parallel.close();

    assertThat(helpers).hasSize(2);
    for (Thread helper : helpers) {
      eventually(helper, () -> !helper.isAlive());
    }
    assertThat(sum(parallel, 101)).isEqualTo(5050);
  }

  @Test
  void a_task_of_the_caller_cannot_bring_another_job() {
    try (Parallel parallel = new Parallel(2)) {

      assertThatThrownBy(() -> parallel.run((_, _) -> sum(parallel, 3), 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(NESTED);

      assertThat(sum(parallel, 101)).isEqualTo(5050);
    }
  }

  @Test
  void a_task_of_a_helper_cannot_bring_another_job() {
    try (Parallel parallel = new Parallel(2)) {
      CyclicBarrier both = new CyclicBarrier(2);

      assertThatThrownBy(() -> parallel.run(
              (_, worker) -> {
                meet(both);
                if (worker == 1) {
                  sum(parallel, 3);
                }
              },
              2))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(NESTED);

      assertThat(sum(parallel, 101)).isEqualTo(5050);
    }
  }

  @Test
  void a_task_may_bring_a_job_to_other_threads() {
    AtomicIntegerArray sums = new AtomicIntegerArray(7);
    try (Parallel outer = new Parallel(2);
        Parallel inner = new Parallel(2)) {
      outer.run((task, _) -> sums.set(task, sum(inner, 101)), 7);
    }

    assertThat(IntStream.range(0, 7).map(sums::get)).containsOnly(5050);
  }

  @Test
  void scratch_is_aligned_and_used_again_until_it_is_too_small() {
    try (Parallel parallel = new Parallel(2)) {
      MemorySegment first = parallel.scratch(0, 13);
      MemorySegment smaller = parallel.scratch(0, 5);
      MemorySegment larger = parallel.scratch(0, 1009);
      MemorySegment others = parallel.scratch(1, 5);

      assertThat(first.byteSize()).isGreaterThanOrEqualTo(13 * 4);
      assertThat(smaller).isEqualTo(first);
      assertThat(larger.byteSize()).isGreaterThanOrEqualTo(1009 * 4);
      assertThat(List.of(first, larger, others)).allMatch(s -> s.address() % 64 == 0);
      assertThat(others.asOverlappingSlice(larger)).isEmpty();
    }
  }

  @Test
  void it_needs_a_thread() {
    assertThatThrownBy(() -> new Parallel(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parallel: threads must be at least 1; got 0");
  }

  @Test
  void all_cores_are_as_many_threads_as_processors() {
    try (Parallel parallel = Parallel.ofCores()) {
      assertThat(parallel.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }
  }

  /** Adds up the numbers of the tasks. */
  private static int sum(Parallel parallel, int tasks) {
    AtomicIntegerArray sum = new AtomicIntegerArray(1);
    parallel.run((task, _) -> sum.addAndGet(0, task), tasks);
    return sum.get(0);
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new AssertionError("not all threads took part", e);
    }
  }

  private static void failAt(int i, int place, Throwable failure) {
    if (i == place) {
      ParallelTest.<RuntimeException>sneak(failure);
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> void sneak(Throwable failure) throws E {
    throw (E) failure;
  }

  private static Set<Thread> helpers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("blick-"))
        .collect(Collectors.toSet());
  }

  private static void eventually(Thread thread, BooleanSupplier holds) throws InterruptedException {
    long start = System.nanoTime();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
        fail("%s is still %s".formatted(thread.getName(), thread.getState()));
      }
      Thread.sleep(1);
    }
  }

  @Test
  void after_the_close_no_other_thread_takes_part() {
    for (int i = 0; i < 500; i++) {
      Set<Thread> threads = ConcurrentHashMap.newKeySet();
      var parallel = new Parallel(3);
      parallel.close();
      parallel.run((_, _) -> threads.add(Thread.currentThread()), 17);
      assertThat(threads).containsExactly(Thread.currentThread());
    }
  }

  @Test
  void tasks_are_not_fewer_than_none() {
    try (var parallel = new Parallel(1)) {
      assertThatThrownBy(() -> parallel.run((_, _) -> {}, -1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("parallel: tasks must not be fewer than none; got -1");
    }
  }
}
