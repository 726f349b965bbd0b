package io.blick.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One word in several texts, as a process. */
@Tag("process")
class SensesProcessTest {
  private static final String MONEY = "He opened an account at the bank to save some money";
  private static final String LOAN = "The man borrowed money from the bank to buy a car";
  private static final String RIVER = "We sat on the bank of the river and watched the water";

  private static String model;

  @BeforeAll
  static void find() {
    model = Found.model("bert-base-uncased").toString();
  }

  private static Start senses(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "senses";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[arguments.length + 1] = "--model";
    all[arguments.length + 2] = model;
    return Start.blick(all);
  }

  @Test
  void money_is_nearer_to_money_than_to_the_river() {
    JsonNode json =
        senses("bank", MONEY, LOAN, RIVER, "--format", "json").ended().well().json();

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "model",
            "word",
            "layers",
            "heads",
            "layer",
            "texts",
            "cosines",
            "pairs",
            "groups",
            "variance",
            "differences",
            "forms");
    assertThat(json.get("texts").findValuesAsText("group")).containsExactly("1", "1", "2");
    assertThat(json.get("texts").get(2).get("start").intValue()).isEqualTo(RIVER.indexOf("bank"));
    assertThat(json.get("layer").intValue()).isEqualTo(12);
    assertThat(json.get("cosines")).hasSize(13);
    assertThat(json.get("pairs")).hasSize(3);
    assertThat(json.get("pairs").get(0).get("first").intValue()).isZero();
    assertThat(json.get("pairs").get(0).get("second").intValue()).isEqualTo(1);
    assertThat(json.get("groups").get("within").doubleValue())
        .isGreaterThan(json.get("groups").get("between").doubleValue() + 0.2);
    assertThat(json.get("differences")).hasSize(144);
    assertThat(json.get("differences").get(0).get("looks")).hasSize(3);
  }

  @Test
  void the_same_text_twice_is_the_same_and_no_head_differs() {
    Ended text = senses("bank", MONEY, MONEY).ended().well();

    assertThat(text.out())
        .contains("   12  1.000  1.000    1.000")
        .contains("No head looks more differently from the word");
  }

  @Test
  void a_text_without_the_word_is_named_by_its_number() {
    assertThat(senses("bank", MONEY, "The river rose").ended().failure())
        .isEqualTo("blick: TEXT 2: words: the name must be that of a word of the text; got bank;"
            + " there are [CLS], The, river, rose, [SEP]");
    assertThat(senses("bank#2", MONEY, LOAN).ended().failure()).startsWith("blick: TEXT 1: words:");
    assertThat(senses("bank", MONEY, "").ended().failure())
        .isEqualTo("blick: TEXT 2: there must be at least one piece of its own; got none");
  }

  @Test
  void a_word_that_the_model_adds_or_a_layer_that_is_not_there_is_one_sentence() {
    assertThat(senses("[CLS]", MONEY, LOAN).ended().failure())
        .isEqualTo("blick: TEXT 1: senses: the word must stand in the text; got [CLS], which the"
            + " model adds");
    assertThat(senses("bank", MONEY, LOAN, "--layer", "13").ended().failure())
        .isEqualTo("blick: --layer must be from 1 to 12 in bert-base-uncased; got 13");
  }

  @Test
  void each_line_of_standard_input_is_a_text_and_the_second_of_equal_words_has_a_number() {
    String bank = "The bank stood by the bank of the river";
    Ended ended = senses("bank#2", "-", "--format", "json", "--layer", "4")
        .reading(bank + "\n" + "A bank is no bank\n")
        .ended()
        .well();

    assertThat(ended.json().get("texts").findValuesAsText("word")).containsExactly("6", "5");
    assertThat(senses("bank", "-").reading(MONEY).ended().failure())
        .isEqualTo("blick: senses: the corpus must have at least two texts; got 1");
    assertThat(senses("bank", bank, MONEY).ended().err())
        .isEqualTo("blick: note: bank stands in TEXT 1 2 times; the first is meant, and bank#2"
            + " means the second\n");
  }

  @Test
  void what_acts_in_a_text_is_inert_in_every_format() {
    String hostile = "</script>\u001b[31m the bank \u202e\u0007]]> river";
    for (String format : List.of("text", "json", "svg")) {
      String out =
          senses("bank", hostile, MONEY, "--format", format).ended().well().out();

      assertThat(out.codePoints()
              .filter(c -> c != '\n')
              .noneMatch(
                  c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT))
          .as(format)
          .isTrue();
      assertThat(format.equals("text") || !out.contains("</script>")).isTrue();
    }
  }
}
