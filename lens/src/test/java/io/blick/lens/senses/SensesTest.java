package io.blick.lens.senses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.TinyModel;
import io.blick.lens.trace.Trace;
import io.blick.lens.vector.Cosine;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SensesTest {
  private static final TinyModel MODEL = new TinyModel();

  private static Occurrence of(String text, String word) {
    Trace trace = Trace.of(MODEL, text);
    return Occurrence.of(trace, trace.units(Granularity.WORDS).find(word).index());
  }

  private static Senses senses(String... texts) {
    return Senses.of(Stream.of(texts).map(text -> of(text, "banken")).toList(), 2);
  }

  @Test
  void the_same_text_twice_has_cosine_one_and_no_head_that_differs() {
    Senses senses = senses("på ban|ken vid ån", "på ban|ken vid ån");

    for (SimilarityMatrix layer : senses.layers()) {
      assertThat(layer.cosine(0, 1)).isEqualTo(1.0);
    }
    assertThat(senses.contrasts()).hasSize(6);
    assertThat(senses.contrasts())
        .allSatisfy(contrast -> assertThat(contrast.difference()).isZero());
    assertThat(senses.cosines()).isEqualTo(new Groups.WithinBetween(OptionalDouble.empty(), 1));
    assertThat(senses.plane().horizontal()).isZero();
  }

  @Test
  void a_vector_is_the_mean_over_the_pieces_after_each_layer() {
    Trace trace = Trace.of(MODEL, "på ban|ken vid ån");
    Occurrence word = Occurrence.of(trace, 2);

    for (int index = 0; index <= 2; index++) {
      float[] first = trace.hidden(index).at(2).toFloats();
      float[] second = trace.hidden(index).at(3).toFloats();
      for (int c = 0; c < 15; c++) {
        assertThat(word.vector(index)[c])
            .isEqualTo(((double) first[c] + second[c]) / 2, within(1e-15));
      }
    }
  }

  @Test
  void the_baseline_is_the_mean_cosine_of_all_two_other_words_of_different_texts() {
    List<String> texts = List.of("på ban|ken vid ån .", "pengar i ban|ken", "en ban|ken till");
    Senses senses = senses(texts.toArray(String[]::new));

    double sum = 0;
    int pairs = 0;
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < a; b++) {
        for (double[] one : others(texts.get(a))) {
          for (double[] two : others(texts.get(b))) {
            sum += Cosine.of(one, two);
            pairs++;
          }
        }
      }
    }
    assertThat(pairs).isEqualTo(3 * 2 + 3 * 2 + 2 * 2);
    assertThat(senses.similarity().background().orElseThrow())
        .isEqualTo(sum / pairs, within(1e-14));
  }

  /** Vectors of the words of a text after the last layer, without banken and the full stop. */
  private static List<double[]> others(String text) {
    return Stream.of(text.split(" ", -1))
        .filter(word -> !word.startsWith("ban") && !word.equals("."))
        .map(word -> of(text, word).vector(2))
        .toList();
  }

  @Test
  void texts_without_another_word_have_no_baseline() {
    assertThat(senses("ban|ken", "ban|ken").similarity().background()).isEmpty();
  }

  @Test
  void a_head_that_the_model_has_not_is_named() {
    Occurrence word = of("på ban|ken", "banken");

    assertThatThrownBy(() -> word.attention(new Head(0, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "occurrence: the head must be one of 2 layers of 3; got layer 0, head 3, from 0");
  }

  @Test
  void where_a_head_looks_sums_to_one_and_is_named_by_place() {
    Trace trace = Trace.of(MODEL, "på ban|ken vid ån");
    AttentionByPlace glance = Occurrence.of(trace, 2).attention(new Head(1, 2));
    float[][] words = trace.words(1, 2);

    assertThat(glance.before()).isEqualTo(words[2][0], within(1e-7));
    assertThat(glance.previous()).isEqualTo(words[2][1], within(1e-7));
    assertThat(glance.itself()).isEqualTo(words[2][2], within(1e-7));
    assertThat(glance.next()).isEqualTo(words[2][3], within(1e-7));
    assertThat(glance.others()).isEqualTo(words[2][4], within(1e-7));
    assertThat(glance.after()).isEqualTo(words[2][5], within(1e-7));
    int most = IntStream.of(3, 4).reduce(1, (a, b) -> words[2][b] > words[2][a] ? b : a);
    assertThat(glance.most()).isEqualTo(most);
    assertThat(glance.weight()).isEqualTo(words[2][most], within(1e-7));
  }

  @Test
  void the_distance_of_two_glances_is_the_part_that_lies_elsewhere() {
    var one = new AttentionByPlace(0.5, 0, 0.25, 0.25, 0, 0, 1, 0.25);
    var two = new AttentionByPlace(0.25, 0.25, 0.25, 0, 0, 0.25, 1, 0.25);

    assertThat(one.distance(two)).isEqualTo(0.5);
    assertThat(one.distance(one)).isZero();
  }

  @Test
  void the_nearest_are_joined_until_two_groups_are_left() {
    var similarity = new SimilarityMatrix(
        1,
        List.of(
            List.of(1.0, 0.3, 0.9, 0.2),
            List.of(0.3, 1.0, 0.4, 0.8),
            List.of(0.9, 0.4, 1.0, 0.1),
            List.of(0.2, 0.8, 0.1, 1.0)),
        OptionalDouble.empty());

    Groups groups = Groups.of(similarity);

    assertThat(groups).isEqualTo(new Groups(List.of(0, 2), List.of(1, 3)));
    assertThat(groups.means(similarity::cosine).within().orElseThrow())
        .isEqualTo(0.85, within(1e-15));
    assertThat(groups.means(similarity::cosine).between()).isEqualTo(0.25, within(1e-15));
    assertThat(similarity.pairs())
        .extracting(pair -> pair.first() + "-" + pair.second())
        .containsExactly("0-2", "1-3", "1-2", "0-1", "0-3", "2-3");
  }

  @Test
  void a_head_differs_by_the_distance_between_groups_less_that_within() {
    List<Occurrence> texts = Stream.of("på ban|ken vid ån", "i ban|ken", "sin ban|ken och mark")
        .map(text -> of(text, "banken"))
        .toList();
    Senses senses = Senses.of(texts, 2);
    Contrast first = senses.contrasts().getFirst();

    List<AttentionByPlace> glances =
        texts.stream().map(text -> text.attention(first.head())).toList();
    double between = 0;
    double within = 0;
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < a; b++) {
        double distance = glances.get(a).distance(glances.get(b));
        boolean same = senses.groups().of(a) == senses.groups().of(b);
        within += same ? distance : 0;
        between += same ? 0 : distance / 2;
      }
    }
    assertThat(first.difference()).isEqualTo(between - within, within(1e-12));
    assertThat(senses.contrasts())
        .isSortedAccordingTo((a, b) -> Double.compare(b.difference(), a.difference()));
  }

  @Test
  void what_cannot_be_compared_is_one_sentence() {
    Occurrence word = of("på ban|ken", "banken");

    assertThatThrownBy(() -> Senses.of(List.of(word), 1))
        .hasMessage("senses: the corpus must have at least two texts; got 1");
    assertThatThrownBy(() -> Senses.of(List.of(word, word), 3))
        .hasMessage("senses: the layer must be from 0 to 2; got 3");
    assertThatThrownBy(() -> of("på ban|ken", "[CLS]"))
        .hasMessage("senses: the word must stand in the text; got [CLS], which the model adds");
  }
}
