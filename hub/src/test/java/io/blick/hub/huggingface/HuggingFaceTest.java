package io.blick.hub.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HuggingFaceTest {
  @TempDir
  private Path folder;

  @Test
  void without_variables_it_is_the_public_server_and_the_users_cache() {
    HuggingFace settings = HuggingFace.of(Map.of("HOME", folder.toString()), "/none");

    assertThat(settings.endpoint()).hasToString("https://huggingface.co");
    assertThat(settings.cache()).isEqualTo(folder.resolve(".cache/huggingface/hub"));
    assertThat(settings.token()).isEmpty();
    assertThat(settings.offline()).isFalse();
  }

  @Test
  void variables_say_otherwise() throws IOException {
    Path home = Files.createDirectories(folder.resolve("hf"));
    Files.writeString(home.resolve("token"), "of the home\n");
    Path token = Files.writeString(folder.resolve("other"), "of the file\n");
    Map<String, String> some = Map.of(
        "HF_HOME", home.toString(), "HF_ENDPOINT", "http://127.0.0.1:9/", "HF_HUB_OFFLINE", "YES");
    Map<String, String> more = Map.of(
        "HF_HUB_CACHE", folder.toString(), "HF_TOKEN_PATH", token.toString(), "HF_TOKEN", " ");

    HuggingFace first = HuggingFace.of(some, folder.toString());
    HuggingFace second = HuggingFace.of(more, folder.toString());

    assertThat(first.endpoint()).hasToString("http://127.0.0.1:9");
    assertThat(first.cache()).isEqualTo(home.resolve("hub"));
    assertThat(first.token()).isEqualTo(Optional.of("of the home"));
    assertThat(first.offline()).isTrue();
    assertThat(second.cache()).isEqualTo(folder);
    assertThat(second.token()).isEqualTo(Optional.of("of the file"));
    assertThat(HuggingFace.of(Map.of("HF_TOKEN", "itself"), folder.toString()).token())
        .isEqualTo(Optional.of("itself"));
  }

  @Test
  void an_endpoint_that_is_no_address_is_told_without_its_password() {
    assertThatThrownBy(() -> HuggingFace.of(Map.of("HF_ENDPOINT", "ftp://me:secret@host"), "/none"))
        .isInstanceOf(RepositoryException.class)
        .hasMessage("HF_ENDPOINT must be an address such as https://host; got ftp://host");
  }

  @ParameterizedTest
  @CsvSource({
    "owner/name, owner/name, main, ''",
    "o/n.1-b_c@v1.0, o/n.1-b_c, v1.0, ''",
    "o/n@refs/pr/3:dir/a.gguf, o/n, refs/pr/3, dir/a.gguf",
    "o/n:a.gguf, o/n, main, a.gguf"
  })
  void an_id_has_an_owner_a_name_a_revision_and_a_file(
      String text, String repository, String revision, String file) {
    ModelId id = ModelId.of(text).orElseThrow();

    assertThat(id.repository()).isEqualTo(repository);
    assertThat(id.revision()).isEqualTo(revision);
    assertThat(id.file().orElse("")).isEqualTo(file);
    assertThat(id).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name",
        "a/b/c",
        "../b",
        "a/..",
        "./a",
        "/a/b",
        "a/b@../x",
        "a--b/c",
        "a/b c",
        "~/a"
      })
  void what_may_be_a_path_is_no_id(String text) {
    assertThat(ModelId.of(text)).isEmpty();
  }
}
