package io.blick.lens.report.senses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.lens.report.Formats;
import io.blick.lens.report.Progress;
import io.blick.lens.report.ProgressLog;
import io.blick.lens.report.RequestException;
import io.blick.lens.senses.Occurrence;
import io.blick.lens.senses.SimilarityMatrix;
import io.blick.lens.trace.TextException;
import io.blick.lens.trace.TinyModel;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The result of {@code senses}, used as a library. */
class SensesResultTest {
  private static final TinyModel MODEL = new TinyModel();

  private static SensesResult ask(SensesRequest request) {
    return SensesResult.of(MODEL, request, Progress.silent());
  }

  @Test
  void every_two_texts_have_a_row_for_each_hidden_state() {
    SensesResult result =
        ask(new SensesRequest("bank", List.of("i bank nu", "vid bank ja", "bank i dag")));

    List<String> lines = Formats.written(result::tsv).lines().toList();

    SimilarityMatrix last = result.senses().layers().get(2);
    SimilarityMatrix first = result.senses().layers().getFirst();
    String background = "\t" + (float) first.background().orElseThrow();
    assertThat(lines)
        .hasSize(1 + 3 * 3)
        .startsWith(
            "hidden\tfirst\tsecond\tcosine\tothers",
            "0\t0\t1\t1.0" + background,
            "0\t0\t2\t1.0" + background,
            "0\t1\t2\t1.0" + background)
        .endsWith("2\t1\t2\t%s\t%s"
            .formatted((float) last.cosine(1, 2), (float) last.background().orElseThrow()));
  }

  @Test
  void the_last_layer_is_meant_unless_one_is_named() {
    List<String> texts = List.of("i bank", "vid bank");

    assertThat(ask(new SensesRequest("bank", texts)).senses().chosen()).isEqualTo(2);
    assertThat(ask(new SensesRequest("bank", texts, OptionalInt.of(0))).senses().chosen())
        .isEqualTo(1);
    assertThatThrownBy(() -> ask(new SensesRequest("bank", texts, OptionalInt.of(2))))
        .isInstanceOf(RequestException.class)
        .hasMessage("layer must be from 1 to 2 in tiny; got 3");
  }

  @Test
  void a_word_that_stands_in_a_text_twice_has_a_note() {
    SensesResult result = ask(new SensesRequest("bank", List.of("i bank", "bank vid bank")));

    assertThat(result.notes())
        .containsExactly(
            "bank stands in TEXT 2 2 times; the first is meant, and bank#2 means the" + " second");
    assertThat(result.senses().texts().get(1).word()).isEqualTo(1);
  }

  @Test
  void the_first_word_that_has_one_of_the_forms_is_meant() {
    List<String> texts = List.of("i bank nu", "vid banken ja bank", "Bank i dag");
    var request =
        SensesRequest.ofForms(List.of("bank", "banken", "Bank"), texts, OptionalInt.empty());

    SensesResult result = ask(request);

    assertThat(result.senses().texts().stream().map(Occurrence::word)).containsExactly(2, 2, 1);
    assertThat(result.formsInTexts()).containsExactly("bank", "banken", "Bank");
    assertThat(result.notes())
        .containsExactly("bank, banken, Bank stand in TEXT 2 2 times; the first, banken, is meant");
    assertThat(Formats.json(result))
        .startsWith("{\"model\":\"tiny\",\"word\":\"bank,banken,Bank\",")
        .contains(",\"form\":\"banken\"}")
        .endsWith("],\"forms\":[\"bank\",\"banken\",\"Bank\"]}\n");
    assertThat(Formats.text(result)).contains("    2  banken  vid banken ja bank");
    assertThat(result.svg()).contains(">banken: vid banken ja bank<");
  }

  @Test
  void forms_do_not_change_the_numbers_of_the_words_that_they_find() {
    List<String> texts = List.of("i bank nu", "vid bank ja");
    SensesResult alone = ask(new SensesRequest("bank", texts));

    SensesResult formed =
        ask(SensesRequest.ofForms(List.of("bank", "banken"), texts, OptionalInt.empty()));

    assertThat(Formats.tsv(formed)).isEqualTo(Formats.tsv(alone));
  }

  @Test
  void a_text_that_has_none_of_the_forms_is_named() {
    var request = SensesRequest.ofForms(
        List.of("bank", "banken"), List.of("i bank", "i dag"), OptionalInt.empty());

    assertThatThrownBy(() -> ask(request))
        .isInstanceOf(TextException.class)
        .hasMessage("TEXT 2: words: the name must be that of a word of the text; got bank,banken;"
            + " there are [CLS], i, dag, [SEP]");
    assertThatThrownBy(() -> SensesRequest.ofForms(
            List.of("bank", "bank"), List.of("i bank", "bank"), OptionalInt.empty()))
        .hasMessage("senses: there must be a form or several, none empty and none twice; got"
            + " [bank, bank]");
  }

  @Test
  void a_text_that_cannot_be_run_is_named_before_any_is() {
    List<Long> done = new ArrayList<>();
    Progress progress = (_, _) -> done::add;
    String long13 = "bank" + " a".repeat(12);

    assertThatThrownBy(() ->
            SensesResult.of(MODEL, new SensesRequest("bank", List.of("i bank", long13)), progress))
        .isInstanceOf(TextException.class)
        .hasMessage("TEXT 2: it must have at most 11 pieces, the positions of tiny; got 15;"
            + " shorten it");
    assertThatThrownBy(() ->
            SensesResult.of(MODEL, new SensesRequest("bank", List.of("i bank", "i dag")), progress))
        .isInstanceOf(TextException.class)
        .hasMessage("TEXT 2: words: the name must be that of a word of the text; got bank; there"
            + " are [CLS], i, dag, [SEP]");
    assertThat(done).isEmpty();
  }

  @Test
  void the_progress_is_that_of_texts() {
    var progress = new ProgressLog();

    SensesResult.of(MODEL, new SensesRequest("bank", List.of("i bank", "vid bank")), progress);

    assertThat(progress.lines()).containsExactly("texts 2", "1", "2", "closed");
  }

  @Test
  void a_request_needs_two_texts() {
    assertThatThrownBy(() -> new SensesRequest("bank", List.of("i bank")))
        .hasMessage("senses: the corpus must have at least two texts; got 1");
    assertThatThrownBy(
            () -> new SensesRequest("bank", List.of("i bank", "bank"), OptionalInt.of(-1)))
        .hasMessage("senses: the layer must not be negative; got -1");
  }

  @Test
  void a_word_that_two_forms_find_is_counted_once() {
    List<String> texts = List.of("i bank nu", "bank och bank");

    SensesResult result =
        ask(SensesRequest.ofForms(List.of("bank", "bank#2"), texts, OptionalInt.empty()));

    assertThat(result.notes())
        .containsExactly("bank, bank#2 stand in TEXT 2 2 times; the first, bank, is meant");
  }
}
