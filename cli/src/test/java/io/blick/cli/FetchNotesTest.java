package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.hub.Hub;
import io.blick.hub.Progress.Event;
import io.blick.hub.Progress.Step;
import io.blick.hub.catalogue.CatalogueEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FetchNotesTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Desk desk = new Desk(
      new ByteArrayInputStream(new byte[0]),
      new ByteArrayOutputStream(),
      new PrintStream(err, true, StandardCharsets.UTF_8),
      Screen.paper(),
      Screen.paper());
  private final CatalogueEntry entry = Hub.open().list().getFirst().entry();

  @Test
  void what_a_fetch_costs_is_said_before_it_begins() {
    new FetchNotes(desk)
        .hear(new Event.Announced(entry, 663_000_000, 1_400_000_000, Path.of("models")));

    assertThat(said())
        .isEqualTo(
            "blick: fetching bert-base-multilingual-cased: 663 MB to download, 1.4 GB of disk"
                + " space while it is made, licence Apache-2.0, into models\n");
  }

  @Test
  void each_step_is_one_line_and_no_bar() {
    FetchNotes notes = new FetchNotes(desk);

    notes.hear(new Event.Advanced(Step.DOWNLOAD, 1, 663_000_000, 7e6, Duration.ofSeconds(97)));
    notes.hear(new Event.Advanced(Step.DOWNLOAD, 2, 663_000_000, 7e6, Duration.ofSeconds(97)));
    notes.hear(new Event.Advanced(Step.CHECK, 3, 663_000_000, 7e6, Duration.ofSeconds(97)));
    notes.hear(new Event.Ready(entry, Path.of("models"), Duration.ofSeconds(83)));

    assertThat(said()).isEqualTo("""
            blick: downloading, 663 MB
            blick: checking, 663 MB
            blick: bert-base-multilingual-cased is here, after 1 min 23 s
            """);
  }

  @Test
  void bars_change_nothing_of_the_terminal() {
    try (FetchBars bars = new FetchBars(desk)) {
      bars.hear(new Event.Advanced(Step.DOWNLOAD, 0, 663_000_000, 7e6, Duration.ofSeconds(97)));
      bars.hear(new Event.Advanced(Step.DOWNLOAD, 663_000_000, 663_000_000, 7e6, Duration.ZERO));
    }

    assertThat(said()).contains("downloading", "100%").doesNotContain("\u001b").endsWith("\n");
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
