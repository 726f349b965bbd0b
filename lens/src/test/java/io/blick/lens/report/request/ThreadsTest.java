package io.blick.lens.report.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.tensor.Parallel;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThreadsTest {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  @Test
  void a_request_of_its_own_runs_short_texts_on_one_thread_and_longer_ones_on_all_cores() {
    var own = new Threads.Own();

    assertThat(own.<Integer>forPieces(64, Parallel::threads)).isEqualTo(1);
    assertThat(own.<Integer>forPieces(65, Parallel::threads)).isEqualTo(CORES);
    assertThat(own.<Integer>forTexts(texts(128, 128), Parallel::threads)).isEqualTo(1);
    assertThat(own.<Integer>forTexts(texts(128, 129), Parallel::threads)).isEqualTo(CORES);
    assertThat(own.<Integer>forMany(Parallel::threads)).isEqualTo(CORES);
  }

  private static List<String> texts(int first, int second) {
    return List.of("a".repeat(first), "b".repeat(second));
  }

  @Test
  void lent_threads_are_used_whatever_the_length_and_stay_open() {
    try (Parallel three = new Parallel(3)) {
      Threads threads = Threads.of("look", three);

      assertThat(threads.<Parallel>forPieces(1, all -> all)).isSameAs(three);
      assertThat(threads.<Parallel>forTexts(List.of("a"), all -> all)).isSameAs(three);
      assertThat(threads.<Parallel>forMany(all -> all)).isSameAs(three);
    }
  }
}
