package io.blick.lens.report.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.lens.Encoders;
import io.blick.lens.looks.HeadLooks;
import io.blick.lens.looks.LookExample;
import io.blick.lens.looks.NearLook;
import io.blick.lens.report.Formats;
import io.blick.lens.report.ProgressLog;
import io.blick.lens.report.RequestException;
import io.blick.lens.trace.Head;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LooksResultTest {
  private static final String TREES = """
      # sent_id = a-1
      1\tAnna\t_\tPROPN\t_\t_\t2\tnsubj\t_\t_
      2\tsover\t_\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
      3\t.\t_\tPUNCT\t_\t_\t2\tpunct\t_\t_

      1\tLund\t_\tPROPN\t_\t_\t2\tnsubj\t_\t_
      2\tsover\t_\tVERB\t_\t_\t0\troot\t_\t_
      """;

  private static final Head HEAD = new Head(1, 0);

  @TempDir
  private Path folder;

  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("x.conllu"), TREES);
  }

  private LooksResult result(String encoder, Optional<Head> head, int examples) {
    try (TextModel model = Encoders.open(encoder)) {
      return LooksResult.of(
          model, new LooksRequest(List.of(file), head, examples), new ProgressLog());
    }
  }

  @Test
  void people_see_a_line_for_each_head_with_the_spelling_of_what_the_model_adds() {
    List<String> lines = Formats.text(result("mpnet-masked", Optional.empty(), 0));

    assertThat(lines)
        .contains("head  others  self   <s>  </s>  of others, more than alike")
        .anyMatch(line -> line.matches("2-1 +0\\.\\d\\d  0\\.\\d\\d  0\\.\\d\\d  0\\.\\d\\d"
            + "( +(PROPN|VERB|PUNCT) \\S+ \\(\\S+\\))*"));
  }

  @Test
  void one_head_is_shown_whole_with_examples_in_context() {
    LooksResult result = result("bert-masked", Optional.of(HEAD), 5);
    HeadLooks head = result.looks().of(HEAD);
    LookExample first = head.examples().getFirst();

    List<String> lines = Formats.text(result);

    assertThat(lines)
        .anyMatch(line -> line.startsWith("2-1: of the weight of all words 0."))
        .anyMatch(line -> line.matches("PROPN +2 +\\S+ +\\S+ +\\S+"))
        .anyMatch(line -> line.matches("VERB +2 +0.* +0.* .*"));
    assertThat(head.examples()).hasSize(5);
    String name = first.place().id().orElse("sentence 2");
    assertThat(lines).anyMatch(line -> line.matches("  \\S+ \\S+  " + name + "  .*[›\\[].*"));
    assertThat(head.examples())
        .anySatisfy(example -> assertThat(example.sentence().text()).isEqualTo("Anna sover."));
    assertThat(Formats.json(result))
        .contains("\"layer\":2,\"head\":1,\"uniform\":{", "\"sentId\":\"a-1\"");
  }

  @Test
  void values_have_a_row_for_each_head_part_of_speech_and_thing_looked_at() {
    LooksResult result = result("bert-masked", Optional.empty(), 0);

    List<List<String>> rows = Formats.tsv(result);

    assertThat(rows.getFirst())
        .containsExactly("layer", "head", "from", "words", "kind", "to", "weight", "uniform");
    assertThat(rows).hasSize(1 + result.looks().heads().size() * (1 + 3) * (3 + 1 + 2));
    assertThat(rows.get(1).subList(0, 6)).containsExactly("1", "1", "", "5", "part", "PROPN");
    assertThat(rows.get(4).subList(4, 6)).containsExactly("self", "");
    assertThat(rows.get(5).subList(4, 6)).containsExactly("added", "[CLS]");
  }

  @Test
  void files_and_heads_that_are_not_there_are_told() {
    assertThatThrownBy(() -> result("bert-masked", Optional.of(new Head(9, 0)), 0))
        .isInstanceOf(RequestException.class)
        .hasMessageStartingWith("layer must be from 1 to ");
    assertThatThrownBy(() -> LooksRequest.of(Path.of("/dev/zero")).checked())
        .isInstanceOf(RequestException.class)
        .hasMessage("corpus must name a file that can be read more than once; got /dev/zero");
    assertThatThrownBy(() -> new LooksRequest(List.of(file), Optional.empty(), -1))
        .hasMessage("looks: examples must be from 0 on; got -1");
    assertThat(LooksRequest.of(file).checked().size()).hasValue(2);
  }

  private static void assertNearRows(List<List<String>> rows, List<NearLook> places) {
    assertThat(String.join(" ", rows.getFirst()))
        .isEqualTo("layer head file sentence sentId text from from.text looked looked.text weight"
            + " cosine");
    assertThat(rows).hasSize(1 + places.size());
    for (int i = 0; i < places.size(); i++) {
      NearLook near = places.get(i);
      assertThat(rows.get(1 + i))
          .containsExactly(
              "2",
              "1",
              near.place().file(),
              Long.toString(near.place().number()),
              near.place().id().orElse(""),
              near.sentence().text(),
              Integer.toString(near.from()),
              near.sentence().word(near.from()),
              Integer.toString(near.looked()),
              near.sentence().word(near.looked()),
              Float.toString((float) near.weight()),
              Float.toString((float) near.cosine()));
    }
  }

  @Test
  void what_is_near_to_a_word_stands_in_context_and_has_a_note() {
    var near = new LooksRequest.Near("Anna och Anna sover.", "Anna");
    try (TextModel model = Encoders.open("bert-masked")) {
      var request = new LooksRequest(List.of(file), Optional.of(HEAD), 0, Optional.of(near));

      LooksResult result = LooksResult.of(model, request, new ProgressLog());

      assertThat(result.near().orElseThrow().places()).hasSize(5);
      assertThat(result.notes())
          .containsExactly("Anna stands in the text 2 times; the first is meant, and Anna#2 means"
              + " the second");
      assertThat(Formats.text(result))
          .anyMatch(line -> line.startsWith("2-1, nearest to what it gives at Anna: cosine,"))
          .anyMatch(line -> line.matches("  -?[01]\\.\\d\\d\\d 0\\.\\d\\d  a-1  .*"));
      assertThat(Formats.json(result)).contains("\"near\":{\"word\":\"Anna\",\"places\":[{");
      assertNearRows(Formats.tsv(result), result.near().orElseThrow().places());
    }
    assertThatThrownBy(
            () -> new LooksRequest(List.of(file), Optional.empty(), 0, Optional.of(near)))
        .hasMessage("looks: what is near needs a head; got none");
  }
}
