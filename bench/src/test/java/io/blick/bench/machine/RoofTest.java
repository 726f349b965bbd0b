package io.blick.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.lang.ref.Reference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class RoofTest {

  @Test
  void the_chains_of_multiply_adds_are_all_computed() {
    // Each step adds a quarter, and quarters below 2²² are floats.
    assertThat(FmaPeak.chains(0)).isZero();
    assertThat(FmaPeak.chains(1)).isEqualTo(0.25f);
    assertThat(FmaPeak.chains(3)).isEqualTo(0.75f);
    assertThat(FmaPeak.chains(12_000)).isEqualTo(3000);
  }

  @Test
  void the_whole_buffer_is_read() {
    try (Parallel parallel = new Parallel(2)) {
      ReadBandwidth read = new ReadBandwidth(parallel, 300_000);

      long nanos = read.nanos(1);

      assertThat(nanos).isPositive();
      assertThat(read.amount()).isEqualTo(3 * 131_072);
      assertThat(read.sum()).isEqualTo(read.amount() / Float.BYTES);
    }
  }

  @Test
  void memory_off_the_heap_is_counted_while_it_is_reachable() {
    long before = NativeMemory.reachable();
    Tensor tensor = Tensor.zeros(1000, 1009);
    try {
      long after = NativeMemory.reachable();

      // The elements, and what it takes to begin at a cache line.
      assertThat(after - before).isBetween(4L * 1000 * 1009, 4L * 1000 * 1009 + Tensor.ALIGNMENT);
    } finally {
      Reference.reachabilityFence(tensor);
    }
  }

  @Test
  void garbage_is_counted_over_all_threads() {
    byte[][] last = new byte[1][];
    // One that lives on: what a thread allocated that is just ending may be missed.
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Runnable work = () ->
          CompletableFuture.runAsync(() -> last[0] = new byte[1 << 20], other).join();

      long bytes = HeapAllocation.bytes(work, 7);

      assertThat(bytes).isGreaterThan(7L << 20);
      assertThat(last[0]).hasSize(1 << 20);
    }
  }
}
