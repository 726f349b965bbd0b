package io.blick.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.lens.text.Columns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What only a terminal gets, and what it does not. */
@Tag("process")
class TerminalProcessTest {
  private static final String MODEL = "--model=all-MiniLM-L6-v2";
  private static final String RESET = "\u001b[0m";
  private static final int POLL_MILLIS = 50;
  private static final int SCREENFUL = 4096;

  @BeforeEach
  void find() {
    Found.model("all-MiniLM-L6-v2");
  }

  @Test
  void a_picture_is_coloured_keeps_to_the_width_and_leaves_no_colour() {
    String screen =
        Start.blick("look", "the cat sat", MODEL).onTerminal(61).ended().well().screen();

    assertThat(screen).contains("\u001b[38;2;", "▀");
    assertThat(screen.lastIndexOf("\u001b[")).isEqualTo(screen.lastIndexOf(RESET));
    assertThat(screen.replaceAll("\u001b\\[[0-9;]*m", "").lines())
        .allSatisfy(line -> assertThat(Columns.of(line)).isLessThanOrEqualTo(61));
  }

  @Test
  void steps_draw_bars_also_where_the_user_wants_no_colour() {
    String screen = Start.blick(
            "steps", "the cat sat", "--layer=1", "--head=1", "--from=cat", MODEL)
        .onTerminal(83)
        .with("NO_COLOR", "1")
        .ended()
        .well()
        .screen();

    assertThat(screen).doesNotContain("\u001b");
    assertThat(screen).containsPattern("\n   q cat    [▁-█]{32}\n");
    assertThat(screen).containsPattern("\n   k sat    [▁-█]{32}\n");
    assertThat(screen).containsPattern("\n   \\[CLS]     8\\.356     1\\.477     0\\.522  █");
  }

  @Test
  void tensors_are_refused() {
    Ended ended = Start.blick("look", "the cat sat", "--format", "safetensors", MODEL)
        .onTerminal(83)
        .ended();

    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.screen())
        .isEqualTo("blick look: --out is missing; --format safetensors is not for a terminal\n");
  }

  @Test
  void an_interrupt_in_the_middle_of_a_picture_leaves_no_colour()
      throws IOException, InterruptedException {
    String words = IntStream.range(0, 251).mapToObj(i -> "cat").collect(Collectors.joining(" "));
    Process script =
        Start.blick("look", words, MODEL).heedingInterrupts().onTerminal(199).running();
    ProcessHandle jvm = writing(script);

    new ProcessBuilder("kill", "-INT", Long.toString(jvm.pid())).start().waitFor();
    String screen = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(Start.exit(script)).isEqualTo(130);
    assertThat(screen).contains("\u001b[38;2;").endsWith(RESET + "\r\n");
  }

  /** Waits until the JVM is stuck in its picture, since nobody reads what the terminal got. */
  private static ProcessHandle writing(Process script) throws IOException, InterruptedException {
    int before = 0;
    int written = 0;
    while (written < SCREENFUL || written != before) {
      before = written;
      Thread.sleep(POLL_MILLIS);
      written = script.getInputStream().available();
      assertThat(script.isAlive()).isTrue();
    }
    Optional<ProcessHandle> jvm = script
        .descendants()
        .filter(
            one -> one.info().command().filter(path -> path.endsWith("/java")).isPresent())
        .findFirst();
    return jvm.orElseThrow();
  }
}
