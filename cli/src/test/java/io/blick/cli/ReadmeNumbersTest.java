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
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What README.md says in numbers, read out of its sentences and computed again. */
class ReadmeNumbersTest {
  private static final String MODEL = "bert-base-multilingual-cased";
  private static final String SEED = "Katten som min granne äger jagade musen";
  private static final List<String> WORDS = List.of(SEED.split(" "));
  private static final int JAGADE = WORDS.indexOf("jagade");

  /** Returns the numbers and words in the gaps, each a %, of a sentence of README.md. */
  private static List<String> said(String sentence) throws IOException {
    String readme = Files.readString(Path.of("..", "README.md")).replaceAll("\\s+", " ");
    String pattern = Pattern.quote(sentence).replace("%", "\\E(\\d+(?:[-.]\\d+)*|\\p{L}+)\\Q");
    Matcher matcher = Pattern.compile(pattern).matcher(readme);
    assertThat(matcher.find()).as("README.md says \"%s\"", sentence).isTrue();
    return IntStream.rangeClosed(1, matcher.groupCount())
        .mapToObj(matcher::group)
        .toList();
  }

  /** Returns the weights among the words of the seed sentence; rows look. */
  private static double[][] weights(String head) throws IOException {
    Found.model(MODEL);
    String[] numbers = head.split("-", 2);
    Run run = Run.of("look", SEED, "--layer", numbers[0], "--head", numbers[1], "--format=json");
    JsonNode rows = new JsonMapper().readTree(run.out()).get("weights");
    int words = WORDS.size();
    double[][] weights = new double[words][words];
    // [CLS] stands before them.
    for (int i = 0; i < words; i++) {
      for (int j = 0; j < words; j++) {
        weights[i][j] = rows.get(i + 1).get(j + 1).doubleValue();
      }
    }
    return weights;
  }

  /** Returns the words, those that a word looks at most first. */
  private static List<String> mostLookedAt(double[] row) {
    return IntStream.range(0, row.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer word) -> row[word]).reversed())
        .map(WORDS::get)
        .toList();
  }

  private static String rounded(int decimals, double number) {
    return String.format(Locale.ROOT, "%." + decimals + "f", number);
  }

  @Test
  void the_verb_looks_at_its_subject_and_its_object_and_at_no_word_between() throws IOException {
    List<String> said = said("*jagade* gives *Katten* % and *musen* %, and no word of the clause"
        + " between (*som min granne äger*) more than %.");
    List<String> picture =
        said("![What layer %, head % looks at: jagade gives Katten % and musen %]");
    double[] row = weights("9-11")[JAGADE];
    double between =
        IntStream.rangeClosed(1, 4).mapToDouble(word -> row[word]).max().orElse(0);

    List<String> weights = List.of(rounded(3, row[0]), rounded(3, row[6]));

    assertThat(said.subList(0, 2)).isEqualTo(weights);
    // The hundredth above the largest.
    assertThat(Double.parseDouble(said.get(2))).isBetween(between, between + 0.01);
    assertThat(picture).startsWith("9", "11").endsWith(weights.toArray(String[]::new));
  }

  @Test
  void all_words_but_one_look_most_at_the_same_two() throws IOException {
    List<String> said = said("In this head every word but *%* looks most at *%* or *%*.");
    double[][] weights = weights("9-11");

    for (String word : WORDS) {
      String most = mostLookedAt(weights[WORDS.indexOf(word)]).getFirst();
      assertThat(said.subList(1, 3).contains(most))
          .as("%s looks most at %s", word, most)
          .isEqualTo(!word.equals(said.getFirst()));
    }
  }

  @Test
  void the_head_that_links_subjects_fails_in_this_sentence() throws IOException {
    List<String> said = said("The head that does link them is %, with %, and in this very sentence"
        + " it fails: there *jagade* looks at itself, then at *%* (%), *%* (%) and only then *%*"
        + " (%).");
    double[] row = weights(said.getFirst())[JAGADE];

    List<String> most = mostLookedAt(row);

    assertThat(most.subList(0, 4)).containsExactly("jagade", said.get(2), said.get(4), said.get(6));
    for (int i = 2; i < said.size(); i += 2) {
      assertThat(said.get(i + 1)).isEqualTo(rounded(3, row[WORDS.indexOf(said.get(i))]));
    }
  }

  @Test
  void the_vectors_of_bank_are_as_similar_as_those_of_the_page_of_measures() throws IOException {
    List<String> said = said("BERT-base keeps the bank of the river from the bank with the money"
        + " (cosine % between the two, % within each, % for any two words).");
    Found.model("bert-base-uncased");

    JsonNode english = senses("senses bank - ");
    JsonNode swedish = senses("senses banken - ");

    JsonNode cosines = english.get("groups");
    assertThat(said)
        .containsExactly(
            rounded(2, cosines.get("between").doubleValue()),
            rounded(2, cosines.get("within").doubleValue()),
            rounded(2, english.get("cosines").get(12).get("others").doubleValue()));
    assertThat(english.get("texts").findValuesAsText("group"))
        .containsExactly("1", "1", "1", "2", "2", "2");
    said("In Swedish it is less sure: of the six sentences of docs/measures.md, multilingual BERT"
        + " puts % about money with those about the shore.");
    assertThat(swedish.get("texts").findValuesAsText("group"))
        .containsExactly("1", "2", "2", "1", "1", "1");
  }

  /** Runs an example of docs/measures.md. */
  private static JsonNode senses(String begin) throws IOException {
    Found.model(MODEL);
    PageExample example = PageExample.of(Path.of("..", "docs", "measures.md")).stream()
        .filter(one -> one.command().startsWith(begin))
        .findFirst()
        .orElseThrow();
    List<String> words = new ArrayList<>(example.arguments());
    words.add("--format=json");
    Run run = Run.reading(example.numberedTexts(), words.toArray(String[]::new));
    return new JsonMapper().readTree(run.out());
  }

  /** Returns what is counted of a relation. */
  private static JsonNode role(String relation, String direction) throws IOException {
    for (JsonNode role : TalbankenRoles.json().get("relations")) {
      if (role.get("relation").textValue().equals(relation)
          && role.get("direction").textValue().equals(direction)) {
        return role;
      }
    }
    throw new AssertionError(relation + " must be counted");
  }

  private static int hits(JsonNode role, String head) {
    String[] numbers = head.split("-", 2);
    return role.get("hits")
        .get(Integer.parseInt(numbers[0]) - 1)
        .get(Integer.parseInt(numbers[1]) - 1)
        .intValue();
  }

  @Test
  void a_treebank_says_which_head_links_verbs_to_their_subjects() throws IOException {
    List<String> said = said("Over the % subjects of a Swedish treebank it points from the verb to"
        + " its subject % times (%), and % of the % heads do better; always pointing to the word"
        + " before would be right in %.");
    List<String> best = said("The head that does link them is %, with %,");
    JsonNode role = role("nsubj", "head-to-dependent");
    int cases = role.get("cases").intValue();
    int hits = hits(role, said("**So is % the head that").getFirst());
    List<Integer> all = new ArrayList<>();
    role.get("hits").forEach(layer -> layer.forEach(head -> all.add(head.intValue())));

    assertThat(said)
        .containsExactly(
            Integer.toString(cases),
            Integer.toString(hits),
            rounded(3, (double) hits / cases),
            Long.toString(all.stream().filter(other -> other > hits).count()),
            Integer.toString(all.size()),
            rounded(3, role.get("offset").get("accuracy").doubleValue()));
    assertThat(role.get("offset").get("offset").intValue()).isEqualTo(-1);
    assertThat(hits(role, best.getFirst())).isEqualTo(Collections.max(all));
    assertThat(best.get(1)).isEqualTo(rounded(3, (double) Collections.max(all) / cases));
  }

  @Test
  void a_treebank_says_which_head_links_objects_to_their_verbs() throws IOException {
    List<String> said = said("head % of multilingual BERT points from an object to its verb in % of"
        + " 100 cases, where the best fixed distance is right in %;");
    JsonNode role = role("obj", "dependent-to-head");
    double hits = hits(role, said.getFirst());

    assertThat(role.get("best").get("layer") + "-" + role.get("best").get("head"))
        .isEqualTo(said.getFirst());
    assertThat(said.subList(1, 3))
        .containsExactly(
            rounded(0, 100 * hits / role.get("cases").intValue()),
            rounded(0, 100 * role.get("offset").get("accuracy").doubleValue()));
  }
}
