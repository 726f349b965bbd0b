package io.blick.hub.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.hub.huggingface.LoopbackHub.Answer;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids of Hugging Face, against a server on the loopback. */
class RepositoryTest {
  private static final String SECRET = "hf_of_a_test";
  private static final Duration SILENCE = Duration.ofSeconds(20);

  @TempDir
  private Path folder;

  private final Map<String, byte[]> files = new HashMap<>();
  private LoopbackHub hub;
  private long announced;
  private long read;

  @BeforeEach
  void open() throws IOException {
    byte[] weights = new byte[300_007];
    new Random(5).nextBytes(weights);
    files.put("config.json", text("{\"model_type\": \"bert\"}"));
    files.put("vocab.txt", text("[PAD]\n"));
    files.put("README.md", text("# read by people"));
    files.put("pytorch_model.bin", text("a pickle"));
    files.put("model.safetensors", weights);
    hub = new LoopbackHub(files);
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private byte[] file(String name) {
    return Objects.requireNonNull(files.get(name));
  }

  private HuggingFace settings(boolean offline) {
    return new HuggingFace(
        hub.address(), Optional.of(SECRET), folder.resolve("hub"), offline, SILENCE);
  }

  private Path path(String id) throws IOException {
    return path(settings(false), id);
  }

  private Path path(HuggingFace settings, String id) throws IOException {
    return new Repository(settings, ModelId.of(id).orElseThrow(), listener()).path();
  }

  private RepositoryListener listener() {
    return new RepositoryListener() {
      @Override
      public Closeable lock(Path file) {
        return () -> {};
      }

      @Override
      public LongConsumer fetching(Optional<String> licence, long bytes, Path folder) {
        assertThat(licence).contains("mit");
        announced = bytes;
        return pieces -> read += pieces;
      }
    };
  }

  private void reopen(Map<String, byte[]> other) throws IOException {
    hub.close();
    hub = new LoopbackHub(other);
  }

  private Path repository() {
    return folder.resolve("hub/models--owner--name");
  }

  private void refused(String id, String sentence) {
    assertThatThrownBy(() -> path(id)).isInstanceOf(RepositoryException.class).hasMessage(sentence);
  }

  @Test
  void what_a_model_needs_is_fetched_into_the_shared_layout_and_only_once() throws IOException {
    Path got = path("owner/name");

    Path snapshot = repository().resolve("snapshots/" + LoopbackHub.COMMIT);
    assertThat(got).isEqualTo(snapshot);
    try (Stream<Path> all = Files.list(got)) {
      assertThat(all.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("config.json", "vocab.txt", "model.safetensors");
    }
    String sum = LoopbackHub.sha256(file("model.safetensors"));
    assertThat(Files.readSymbolicLink(got.resolve("model.safetensors")))
        .isEqualTo(Path.of("../../blobs", sum));
    assertThat(Files.readSymbolicLink(got.resolve("config.json")))
        .isEqualTo(Path.of("../../blobs", LoopbackHub.blob(file("config.json"))));
    assertThat(got.resolve("model.safetensors")).hasBinaryContent(file("model.safetensors"));
    assertThat(repository().resolve("refs/main")).hasContent(LoopbackHub.COMMIT);
    assertThat(read).isEqualTo(announced).isEqualTo(300_007 + 22 + 6);
    hub.asked.clear();

    assertThat(path("owner/name")).isEqualTo(got);
    assertThat(hub.asked)
        .containsExactly("hub GET /api/models/owner/name/revision/main Bearer " + SECRET);
    assertThat(path("owner/name@" + LoopbackHub.COMMIT)).isEqualTo(got);
    assertThat(path(settings(true), "owner/name")).isEqualTo(got);
    assertThat(hub.asked).hasSize(1);
  }

  @Test
  void the_token_goes_to_the_server_alone() throws IOException {
    Path _ = path("owner/name");

    assertThat(hub.asked)
        .filteredOn(asked -> asked.startsWith("hub"))
        .isNotEmpty()
        .allMatch(asked -> asked.endsWith("Bearer " + SECRET));
    assertThat(hub.asked)
        .filteredOn(asked -> asked.startsWith("store"))
        .containsExactly("store GET /model.safetensors");
  }

  @Test
  void a_cut_download_goes_on() throws IOException {
    hub.cutAfter = 100_003;

    Path got = path("owner/name");

    assertThat(got.resolve("model.safetensors")).hasBinaryContent(file("model.safetensors"));
    assertThat(read).isEqualTo(announced);
    assertThat(hub.asked)
        .filteredOn(asked -> asked.startsWith("store"))
        .hasSizeGreaterThanOrEqualTo(3)
        .first()
        .isEqualTo("store GET /model.safetensors");
    assertThat(hub.asked.getLast()).contains(" bytes=");
  }

  @Test
  void a_download_that_another_process_began_goes_on() throws IOException {
    byte[] weights = file("model.safetensors");
    Path blob = repository().resolve("blobs").resolve(LoopbackHub.sha256(weights));
    Files.createDirectories(blob.getParent());
    Files.write(Download.unfinished(blob), Arrays.copyOf(weights, 70_001));

    Path got = path("owner/name");

    assertThat(got.resolve("model.safetensors")).hasBinaryContent(weights);
    assertThat(hub.asked).contains("store GET /model.safetensors bytes=70001-");
  }

  @Test
  void what_is_cut_at_once_every_time_is_given_up_and_kept() {
    hub.cutAfter = 0;

    assertThatThrownBy(() -> path("owner/name")).isInstanceOf(IOException.class);
    assertThat(hub.asked).filteredOn(asked -> asked.startsWith("store")).hasSize(5);
    assertThat(repository().resolve("snapshots/" + LoopbackHub.COMMIT + "/model.safetensors"))
        .doesNotExist();
  }

  @Test
  void wrong_bytes_are_refused_and_nothing_stays() {
    String sum = LoopbackHub.sha256(file("model.safetensors"));
    hub.wrong = true;

    refused(
        "owner/name",
        "the checksum of model.safetensors must be %s; got another; what came is deleted; try again"
            .formatted(sum));
    assertThat(repository().resolve("blobs")).isDirectoryNotContaining("glob:**" + sum + "*");
    assertThat(repository().resolve("refs")).doesNotExist();
  }

  @Test
  void a_body_without_end_is_read_no_further_than_the_file() throws IOException {
    byte[] weights = file("model.safetensors");
    hub.endless = true;

    assertThat(path("owner/name").resolve("model.safetensors")).hasBinaryContent(weights);
  }

  @ParameterizedTest
  @CsvSource({
    "401, '', 'owner/name must exist, and be open to all or to your token; got 401; check the name,"
        + " or set HF_TOKEN'",
    "403, GatedRepo, 'owner/name must be open to your token; got 403, it is gated; accept its terms"
        + " on its page, and set HF_TOKEN'",
    "404, RepoNotFound, 'there must be a model owner/name; got 404; check the name'",
    "500, '', the server must give owner/name; got status 500; try again later"
  })
  void a_refusal_is_told_with_what_to_do(int status, String code, String sentence) {
    hub.instead.add(new Answer(status, "X-Error-Code", code));

    refused("owner/name", sentence);
    assertThat(folder.resolve("hub")).doesNotExist();
  }

  @Test
  void an_absent_revision_or_file_is_told() throws IOException {
    refused(
        "owner/name@v9", "owner/name must have the revision v9; got 404; look it up on its page");
    refused("owner/name:a.gguf", "the file of owner/name must be one of no GGUF file; got a.gguf");
    hub.listing =
        "{\"sha\": \"%s\", \"tags\": [\"license:mit\"], \"siblings\":".formatted(LoopbackHub.COMMIT)
            + " [{\"rfilename\": \"model-00001-of-00001.safetensors\"}]}";
    refused("owner/name", "owner/name must have all files of its list; got 404 for one; try again");
  }

  @Test
  void a_wish_for_a_pause_is_kept_and_a_long_one_is_told() throws IOException {
    hub.instead.add(new Answer(429, "Retry-After", "0"));
    assertThat(path("owner/name")).isDirectory();
    hub.instead.add(new Answer(429, "Retry-After", "3600"));
    refused(
        "owner/name",
        "the server must answer for owner/name; got 429, and a wish for 3600 s of pause; try again"
            + " later");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../evil.safetensors", "/etc/x", "a//b", "a/../../b", "C:\\\\x", "a\\u0000b"})
  void a_name_that_leads_elsewhere_is_refused(String name) {
    hub.listing = "{\"sha\": \"%s\", \"siblings\": [{\"rfilename\": \"%s\"}]}"
        .formatted(LoopbackHub.COMMIT, name);

    refused(
        "owner/name",
        "the name of a file of owner/name must lead into its folder; got another; nothing is"
            + " fetched");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "[]", "{\"sha\": \"../x\", \"siblings\": []}", "{\"sha\": 3"})
  void a_list_that_is_none_is_refused(String json) {
    hub.listing = json;

    assertThatThrownBy(() -> path("owner/name"))
        .isInstanceOf(RepositoryException.class)
        .hasMessageStartingWith("the list of the files of owner/name must be ");
    hub.listing = "[".repeat(100_000);
    assertThatThrownBy(() -> path("owner/name")).isInstanceOf(RepositoryException.class);
  }

  @Test
  void offline_what_is_not_there_is_told() throws IOException {
    assertThatThrownBy(() -> path(settings(true), "owner/name"))
        .isInstanceOf(RepositoryException.class)
        .hasMessage("owner/name must be in %s while HF_HUB_OFFLINE is set; got no whole model there"
            .formatted(repository()));
    hub.cutAfter = 0;
    assertThatThrownBy(() -> path("owner/name")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> path(settings(true), "owner/name"))
        .hasMessageEndingWith("got no whole model there");
    assertThat(hub.asked).isNotEmpty();
  }

  @Test
  void without_a_server_what_is_there_is_used() throws IOException {
    Path got = path("owner/name");
    HuggingFace settings = settings(false);
    hub.close();

    assertThat(path(settings, "owner/name")).isEqualTo(got);
    assertThatThrownBy(() -> path(settings, "owner/other"))
        .isInstanceOf(RepositoryException.class)
        .hasMessage(
            "owner/other is not cached, and its server must be reachable; got ConnectException");
  }

  @Test
  void one_gguf_file_is_a_model_and_of_several_one_is_named() throws IOException {
    reopen(Map.of("a.gguf", text("GGUF a"), "b.gguf", text("GGUF b")));

    refused(
        "owner/name",
        "one GGUF file of owner/name must be named behind a colon; it has a.gguf, b.gguf");
    assertThat(path("owner/name:b.gguf")).hasContent("GGUF b");
    assertThat(path("owner/name@main:a.gguf")).hasContent("GGUF a");
    assertThat(path(settings(true), "owner/name:b.gguf")).hasContent("GGUF b");
  }

  @Test
  void folders_that_modules_name_and_parts_of_weights_are_fetched() throws IOException {
    reopen(Map.of(
        "modules.json", text("[{\"path\": \"\"}, {\"path\": \"1_Pooling\"}, {\"path\": \"../x\"}]"),
        "1_Pooling/config.json", text("{}"),
        "2_Other/config.json", text("{}"),
        "config.json", text("{}"),
        "model.safetensors.index.json", text("{}"),
        "model-00001-of-00002.safetensors", text("one"),
        "model-00002-of-00002.safetensors", text("two")));

    Path got = path("owner/name");

    try (Stream<Path> all = Files.walk(got)) {
      assertThat(
              all.filter(Files::isRegularFile).map(file -> got.relativize(file).toString()))
          .containsExactlyInAnyOrder(
              "modules.json",
              "1_Pooling/config.json",
              "config.json",
              "model.safetensors.index.json",
              "model-00001-of-00002.safetensors",
              "model-00002-of-00002.safetensors");
    }
    Files.delete(got.resolve("model-00001-of-00002.safetensors"));
    assertThatThrownBy(() -> path(settings(true), "owner/name"))
        .hasMessageEndingWith("got no whole model there");
  }

  @Test
  void pickles_are_no_weights() throws IOException {
    reopen(Map.of("config.json", text("{}"), "pytorch_model.bin", text("a pickle")));

    refused(
        "owner/name",
        "owner/name must have weights in safetensors or GGUF; got none, and pickles are not read");
  }
}
