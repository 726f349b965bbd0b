package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.blick.cli.process.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of docs/measures.md, run; a line … stands for lines that the page leaves out. */
class MeasuresPageTest {
  private static final Path PAGE = Path.of("..", "docs", "measures.md");
  private static final String LEFT_OUT = "…";
  private static final String TREEBANK = "sv_talbanken-ud-dev.conllu";

  /** Returns the examples that show what is printed. */
  static List<PageExample> examples() throws IOException {
    return PageExample.of(PAGE).stream()
        .filter(example -> !example.output().isEmpty())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_prints_the_lines_of_the_page_in_their_order(PageExample example)
      throws IOException {
    assertShown(example.output(), printed(example));
  }

  @Test
  void the_page_has_so_many_examples() throws IOException {
    assertThat(examples()).hasSize(13);
  }

  @Test
  void the_losses_without_some_heads_are_those_of_the_page() throws IOException {
    Found.model("bert-base-multilingual-cased");
    String page = Files.readString(PAGE).replaceAll("\\s+", " ");

    assertThat(page)
        .contains(
            "Without 9-11 the loss is %s, a change of %s, with the interval from %s to %s."
                .formatted(losses("9-11")),
            "together, with the same pieces masked: the loss is %s, a change of %s, from %s to %s."
                .formatted(losses("9-11,8-4")));
  }

  /** Returns the loss without heads, its change, and the ends of the interval of that. */
  private static Object[] losses(String heads) throws IOException {
    Run run = Run.of(
        "ablate", "--corpus", "../docs/examples/texts.txt", "--silence", heads, "--format=json");
    JsonNode all = new JsonMapper().readTree(run.out());
    double after = all.get("after").doubleValue();
    return new Object[] {
      rounded("%.4f", after),
      rounded("%+.4f", after - all.get("loss").doubleValue()),
      rounded("%+.4f", all.get("low").doubleValue()),
      rounded("%+.4f", all.get("high").doubleValue())
    };
  }

  private static String rounded(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }

  private static String printed(PageExample example) throws IOException {
    if (example.command().equals("heads --roles " + TREEBANK)) {
      return TalbankenRoles.text();
    }
    Found.model("bert-base-multilingual-cased");
    Found.model("bert-base-uncased");
    List<String> arguments = new ArrayList<>(example.arguments());
    if (arguments.contains(TREEBANK)) {
      arguments.replaceAll(argument -> argument.equals(TREEBANK) ? treebank() : argument);
    }
    Run run = Run.reading(example.numberedTexts(), arguments.toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.DONE);
    return run.out();
  }

  private static String treebank() {
    return Found.data("ud/" + TREEBANK).toString();
  }

  /** Checks that what the page shows between … stands in what is printed, in this order. */
  private static void assertShown(List<String> page, String printed) {
    List<String> rest = words(printed);
    List<String> part = new ArrayList<>();
    boolean left = false;
    for (String line : page) {
      if (line.strip().equals(LEFT_OUT)) {
        rest = behind(rest, part, left);
        part.clear();
        left = true;
      } else {
        part.addAll(words(line));
      }
    }
    rest = behind(rest, part, left);
    if (!part.isEmpty()) {
      assertThat(rest).as("what follows the last that the page shows").isEmpty();
    }
  }

  /** Returns what follows a part, before which something may be left out. */
  private static List<String> behind(List<String> words, List<String> part, boolean left) {
    if (part.isEmpty()) {
      return words;
    }
    int start = Collections.indexOfSubList(words, part);
    assertThat(start)
        .as("where \"%s\" begins in \"%s\"", String.join(" ", part), String.join(" ", words))
        .isBetween(0, left ? words.size() : 0);
    return words.subList(start + part.size(), words.size());
  }

  /** Returns the words; how wide columns and lines are depends on what stands beside them. */
  private static List<String> words(String text) {
    return Stream.of(text.strip().split("[\\s\u00a0]+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
