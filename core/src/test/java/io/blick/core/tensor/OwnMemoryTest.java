package io.blick.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class OwnMemoryTest {

  @Test
  void what_the_collector_would_not_see_is_bounded_and_comes_back() throws InterruptedException {
    var memory = new OwnMemory(100);
    MemorySegment first = memory.allocate(67);
    MemorySegment second = memory.allocate(37);
    assertThat(first.isNative()).isTrue();
    assertThat(second.isNative()).isFalse();
    assertThat(second.byteSize()).isEqualTo(37);

    first = second;
    boolean again = false;
    for (int i = 0; i < 1000 && !again; i++) {
      System.gc();
      Thread.sleep(10);
      again = memory.allocate(67).isNative();
    }
    assertThat(again).isTrue();
    assertThat(first.byteSize()).isEqualTo(37);
  }
}
