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

/** What {@code heads} answers of texts, of a corpus and of pronouns. */
@Tag("process")
class HeadsProcessTest {
  private static final String MODEL = "--model=all-MiniLM-L6-v2";
  private static final String JSON = "--format=json";
  private static final String EXAMPLES = """
      ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL
      x-1\tAnna met Berta before she left.\tshe\t22\tAnna\t0\tTRUE\tBerta\t9\tFALSE\tu
      x-2\tKarl saw Otto when he came.\the\t19\tKarl\t0\tFALSE\tOtto\t9\tTRUE\tu
      x-3\tKarl saw Otto when he came.\the\t19\tKarl\t0\tFALSE\tOtto\t9\tFALSE\tu
      """;

  @TempDir
  private Path folder;

  @BeforeEach
  void find() {
    Found.model("all-MiniLM-L6-v2");
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  @Test
  void a_profile_has_all_numbers_of_all_heads() {
    JsonNode profile = Start.blick("heads", "The cat sat.", "It slept, too.", MODEL, JSON)
        .ended()
        .well()
        .json();

    assertThat(profile.fieldNames())
        .toIterable()
        .containsExactly("model", "texts", "skipped", "pieces", "thresholds", "heads", "window");
    assertThat(profile.get("texts").intValue()).isEqualTo(2);
    assertThat(profile.get("pieces").intValue()).isEqualTo(9);
    assertThat(profile.get("heads")).hasSize(72);
    JsonNode last = profile.get("heads").get(71);
    assertThat(last.fieldNames())
        .toIterable()
        .containsExactly(
            "layer",
            "head",
            "entropy",
            "relativeEntropy",
            "distance",
            "self",
            "next",
            "previous",
            "cls",
            "sep",
            "punctuation",
            "kinds");
    assertThat(last.get("layer").intValue()).isEqualTo(6);
    assertThat(last.get("head").intValue()).isEqualTo(12);
  }

  @Test
  void a_corpus_of_one_line_is_the_text_and_what_does_not_fit_is_counted() throws IOException {
    String one = file("one.txt", "\nThe cat sat.\r\n");
    String tooLong = file("long.txt", "The cat sat.\n" + "cat ".repeat(600) + "\n");

    JsonNode text =
        Start.blick("heads", "The cat sat.", MODEL, JSON).ended().well().json();
    JsonNode corpus =
        Start.blick("heads", "--corpus", one, MODEL, JSON).ended().well().json();
    JsonNode rest =
        Start.blick("heads", "--corpus", tooLong, MODEL, JSON).ended().well().json();

    assertThat(corpus).isEqualTo(text);
    assertThat(rest.get("skipped").intValue()).isEqualTo(1);
    assertThat(rest.get("heads")).isEqualTo(text.get("heads"));
  }

  @Test
  void pronouns_have_counts_baselines_and_halves() throws IOException {
    JsonNode pronouns = Start.blick("heads", "--pronouns", file("x.tsv", EXAMPLES), MODEL, JSON)
        .ended()
        .well()
        .json();

    assertThat(pronouns.fieldNames())
        .toIterable()
        .containsExactly(
            "model",
            "examples",
            "skipped",
            "ambiguous",
            "cases",
            "hits",
            "best",
            "heldOut",
            "byGender",
            "baselines");
    assertThat(pronouns.get("examples").intValue()).isEqualTo(3);
    assertThat(pronouns.get("ambiguous").intValue()).isEqualTo(1);
    assertThat(pronouns.get("hits")).hasSize(6);
    assertThat(pronouns.get("hits").get(5)).hasSize(12);
    assertThat(pronouns.get("heldOut").get("cases").intValue()).isEqualTo(1);
    assertThat(pronouns.get("baselines").toString())
        .isEqualTo("{\"nearest\":0.5,\"first\":0.5,\"random\":0.5}");
  }

  @Test
  void what_is_wrong_with_a_file_is_one_sentence() throws IOException {
    String wrong = file("wrong.tsv", EXAMPLES.replace("TRUE", "true"));

    assertThat(Start.blick("heads", "--pronouns", wrong, MODEL).ended().failure())
        .isEqualTo("blick: gap: wrong.tsv: line 2: A-coref must be TRUE or FALSE; got true");
    assertThat(Start.blick("heads", "--corpus", "/no/such", MODEL).ended().failure())
        .isEqualTo("blick: --corpus must name a file that exists; got /no/such");
    assertThat(Start.blick("heads", "", MODEL).ended().failure())
        .isEqualTo("blick: text: there must be at least one piece of its own; got none");
  }
}
