package io.blick.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code heads --roles} answers. */
@Tag("process")
class RolesProcessTest {
  private static final String MODEL = "--model=all-MiniLM-L6-v2";
  private static final String TREES = "../docs/examples/katten.conllu";

  @BeforeEach
  void find() {
    Found.model("all-MiniLM-L6-v2");
  }

  @Test
  void the_json_has_every_key_and_counts_of_every_head() {
    JsonNode roles = Start.blick("heads", "--roles", TREES, TREES, "--format=json", MODEL)
        .ended()
        .well()
        .json();

    assertThat(roles.fieldNames())
        .toIterable()
        .containsExactly("model", "sentences", "skipped", "words", "relations", "silenced");
    assertThat(roles.get("sentences").intValue()).isEqualTo(4);
    assertThat(roles.get("words").intValue()).isEqualTo(22);
    JsonNode first = roles.get("relations").get(0);
    assertThat(first.fieldNames())
        .toIterable()
        .containsExactly(
            "relation",
            "direction",
            "cases",
            "hits",
            "best",
            "heldOut",
            "offset",
            "top",
            "examples",
            "silenced");
    assertThat(first.get("relation").textValue()).isEqualTo("amod");
    assertThat(first.get("direction").textValue()).isEqualTo("dependent-to-head");
    assertThat(first.get("cases").intValue()).isEqualTo(2);
    assertThat(first.get("hits")).hasSize(6).allSatisfy(row -> assertThat(row).hasSize(12));
    assertThat(first.get("heldOut").isNull()).isTrue();
    assertThat(first.get("offset").toString()).isEqualTo("{\"offset\":1,\"accuracy\":1.0}");
  }

  @Test
  void a_bad_line_ends_it_and_lenient_skips_it(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("bad.conllu");
    Files.writeString(file, Files.readString(Path.of(TREES)) + "Katten\n");

    assertThat(Start.blick("heads", "--roles", file.toString(), MODEL).ended().failure())
        .isEqualTo(
            "blick: roles: " + file + ", line 16: a line must have 10 columns between tabs; got 1");
    assertThat(Start.blick("heads", "--roles", file.toString(), "--lenient", "--format=json", MODEL)
            .ended()
            .well()
            .json()
            .get("skipped")
            .intValue())
        .isEqualTo(1);
  }

  @Test
  void a_page_shows_names_inertly(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("tags.conllu");
    Files.writeString(file, Files.readString(Path.of(TREES)).replace("amod", "<script>"));

    String page = Start.blick("heads", "--roles", file.toString(), "--format=html", MODEL)
        .ended()
        .well()
        .out();

    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .contains("&lt;script&gt;", "not explanations")
        .doesNotContain("<script", "http://", "https://");
  }
}
