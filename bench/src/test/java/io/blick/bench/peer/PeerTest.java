package io.blick.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.bench.run.BenchException;
import io.blick.bench.run.Effort;
import io.blick.bench.run.Session;
import io.blick.core.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocol, with a shell in the peer's place. */
class PeerTest {
  private static final String ECHO = """
      echo ok a shell
      while read request key rest; do
        case $request in
          load) echo ok ;;
          run) echo ok $((7 * rest)) ;;
          write) printf '\\0\\0\\200\\077\\0\\0\\0\\300' >"$rest"; echo ok ;;
          drop) echo "error no such key: $key" ;;
        esac
      done
      """;

  @Test
  void a_peer_says_what_it_is_and_how_long_its_work_took() {
    try (Peer peer = shell(ECHO)) {
      PeerSide side = peer.load("work", 3, "full");

      long nanos = side.nanos(11);

      assertThat(peer.description()).isEqualTo("a shell");
      assertThat(nanos).isEqualTo(77);
    }
  }

  @Test
  void a_result_comes_through_a_file() {
    try (Peer peer = shell(ECHO)) {
      Tensor result = peer.load("work").result(1, 2);

      assertThat(result.toFloats()).containsExactly(1, -2);
    }
  }

  @Test
  void what_a_peer_complains_of_is_said() {
    try (Peer peer = shell(ECHO)) {
      PeerSide side = peer.load("work");

      assertThatThrownBy(side::drop)
          .isInstanceOf(BenchException.class)
          .hasMessage("bench: the peer must answer ok to drop work; got error no such key: work");
    }
  }

  @Test
  void the_last_words_of_a_peer_that_ends_are_said() {
    assertThatThrownBy(() -> shell("echo no module named torch >&2"))
        .isInstanceOf(BenchException.class)
        .hasMessage("bench: the peer ended at its start and said no module named torch;"
            + " bench/peers/setup.sh brings what it needs");
  }

  @Test
  void a_closed_peer_leaves_no_folder() {
    Peer peer = shell(ECHO);
    Path folder = peer.folder();

    peer.close();

    assertThat(folder).doesNotExist();
  }

  @Test
  void a_tensor_is_written_as_its_elements_alone(@TempDir Path folder) throws IOException {
    Tensor tensor = Tensor.of(new float[] {1, -2}, 2, 1);

    Path file = RawFile.write(folder.resolve("x"), tensor);

    assertThat(Files.readAllBytes(file)).containsExactly(0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0);
  }

  @Test
  void without_a_peer_the_run_says_how_to_add_it(@TempDir Path folder) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream notes = new PrintStream(said, true, StandardCharsets.UTF_8);
    Session session = new Session(Path.of("."), folder, Effort.QUICK, notes);

    var peer = Peer.start(session, "attention.py");

    assertThat(peer).isEmpty();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines(
            "bench: no peer: there is no Python in %s; bench/peers/setup.sh puts it there\n"
                .formatted(folder));
  }

  @Test
  void peers_live_where_the_set_up_puts_them() {
    assertThat(PeerFolder.of(Map.of("BLICK_PEERS", "/p", "HOME", "/h"))).isEqualTo(Path.of("/p"));
    assertThat(PeerFolder.of(Map.of("XDG_CACHE_HOME", "/c", "HOME", "/h")))
        .isEqualTo(Path.of("/c/blick/peers"));
    assertThat(PeerFolder.of(Map.of("HOME", "/h"))).isEqualTo(Path.of("/h/.cache/blick/peers"));
  }

  private static Peer shell(String script) {
    return Peer.start(List.of("sh", "-c", script));
  }
}
