package io.blick.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.cli.console.Screen;
import io.blick.cli.console.TestConsole;
import io.blick.hub.Progress.Event;
import io.blick.hub.Progress.Step;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FetchProgressTest {
  private static final String NAME = "bert-base-multilingual-cased";

  private final TestConsole test = TestConsole.files();

  @Test
  void what_a_fetch_costs_is_said_before_it_begins() {
    new FetchProgress(test.console())
        .hear(
            new Event.Announced(NAME, "Apache-2.0", 663_000_000, 1_400_000_000, Path.of("models")));

    assertThat(test.err())
        .isEqualTo(
            "blick: fetching bert-base-multilingual-cased: 663 MB to download, 1.4 GB of disk"
                + " space while it is made, licence Apache-2.0, into models\n");
  }

  @Test
  void each_step_is_one_line_and_no_bar() {
    FetchProgress progress = new FetchProgress(test.console());

    progress.hear(new Event.Advanced(Step.DOWNLOAD, 1, 663_000_000, 7e6, Duration.ofSeconds(97)));
    progress.hear(new Event.Advanced(Step.DOWNLOAD, 2, 663_000_000, 7e6, Duration.ofSeconds(97)));
    progress.hear(new Event.Advanced(Step.CHECK, 3, 663_000_000, 7e6, Duration.ofSeconds(97)));
    progress.hear(new Event.Ready(NAME, Path.of("models"), Duration.ofSeconds(83)));

    assertThat(test.err()).isEqualTo("""
            blick: downloading, 663 MB
            blick: checking, 663 MB
            blick: bert-base-multilingual-cased is here, after 1 min 23 s
            """);
  }

  @Test
  void bars_change_nothing_of_the_terminal() {
    TestConsole test = TestConsole.notesOn(new Screen(true, new Terminal(Colours.none(), 97)));

    try (FetchProgress bars = new FetchProgress(test.console())) {
      bars.hear(new Event.Advanced(Step.DOWNLOAD, 0, 663_000_000, 7e6, Duration.ofSeconds(97)));
      bars.hear(new Event.Advanced(Step.DOWNLOAD, 663_000_000, 663_000_000, 7e6, Duration.ZERO));
    }

    assertThat(test.err())
        .contains("downloading", "100%")
        .doesNotContain("\u001b")
        .endsWith("\n");
  }
}
