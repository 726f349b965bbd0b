package io.blick.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.hub.Progress.Event;
import io.blick.hub.Progress.Event.Advanced;
import io.blick.hub.Progress.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StepProgressTest {
  private final AtomicLong nanos = new AtomicLong(17);
  private final List<Event> heard = new ArrayList<>();
  private final StepProgress pace = new StepProgress(Step.DOWNLOAD, 4000, heard::add, nanos::get);

  @Test
  void a_step_begins_with_nothing_done() {
    assertThat(heard).containsExactly(new Advanced(Step.DOWNLOAD, 0, 4000, 0, Duration.ZERO));
  }

  @Test
  void rate_and_time_left_follow_from_what_is_done() {
    nanos.addAndGet(2_000_000_000);

    pace.accept(1000);

    assertThat(heard.getLast())
        .isEqualTo(new Advanced(Step.DOWNLOAD, 1000, 4000, 500, Duration.ofSeconds(6)));
  }

  @Test
  void more_than_ten_events_a_second_are_held_back() {
    pace.accept(1000);
    nanos.addAndGet(99_999_999);
    pace.accept(1000);

    assertThat(heard).hasSize(1);

    nanos.addAndGet(1);
    pace.accept(1000);

    assertThat(heard).hasSize(2);
  }

  @Test
  void the_end_is_always_told() {
    pace.accept(3999);
    pace.accept(1);

    assertThat(heard).hasSize(2);
    assertThat(((Advanced) heard.getLast()).doneBytes()).isEqualTo(4000);
  }

  @Test
  void a_download_may_begin_anew() {
    nanos.addAndGet(1_000_000_000);
    pace.reach(3000);
    nanos.addAndGet(1_000_000_000);
    pace.reach(1000);

    assertThat(heard.getLast())
        .isEqualTo(new Advanced(Step.DOWNLOAD, 1000, 4000, 500, Duration.ofSeconds(6)));
  }
}
