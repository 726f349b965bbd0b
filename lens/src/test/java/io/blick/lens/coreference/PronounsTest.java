package io.blick.lens.coreference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.lens.corpus.CorpusException;
import io.blick.lens.corpus.GapExample;
import io.blick.lens.corpus.GapExample.Mention;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.TinyModel;
import io.blick.lens.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PronounsTest {
  private static final TinyModel MODEL = new TinyModel();

  private static GapExample example(String text, String pronoun, String a, String b, boolean isA) {
    return new GapExample("x", text, at(text, pronoun), at(text, a), isA, at(text, b), !isA);
  }

  private static Mention at(String text, String name) {
    return new Mention(name, text.indexOf(name));
  }

  private static List<GapExample> examples() {
    return List.of(
        example("Anna met Bo Li before she left", "she", "Anna", "Bo Li", true),
        example("Karl saw Otto when he came", "he", "Karl", "Otto", false),
        example("near Ulf and Per stood his car", "his", "Ulf", "Per", true),
        example("to her said Eva and Ida Ek", "her", "Eva", "Ida Ek", false),
        example("Ola and Rut went when they could", "they", "Ola", "Rut", true));
  }

  /** Of each head the hits, from whole maps of weights and positions counted by spaces. */
  private static int obvious(List<GapExample> examples, int layer, int head) {
    int hits = 0;
    for (GapExample one : examples) {
      float[] row = Trace.of(MODEL, one.text()).pieces(layer, head)[place(one, one.pronoun())];
      double a = weight(row, one, one.a());
      double b = weight(row, one, one.b());
      hits += one.meansA() ? (a > b ? 1 : 0) : (b > a ? 1 : 0);
    }
    return hits;
  }

  private static int place(GapExample one, Mention mention) {
    return one.text().substring(0, mention.start()).split(" ", -1).length;
  }

  private static double weight(float[] row, GapExample one, Mention name) {
    double sum = 0;
    for (int i = 0; i < name.text().split(" ", -1).length; i++) {
      sum += row[place(one, name) + i];
    }
    return sum;
  }

  @Test
  void hits_are_those_counted_from_whole_maps() {
    Pronouns pronouns = Pronouns.of(MODEL, examples().iterator());

    assertThat(pronouns.all().cases()).isEqualTo(5);
    for (int layer = 0; layer < MODEL.layers(); layer++) {
      for (int head = 0; head < MODEL.heads(); head++) {
        assertThat(pronouns.all().hits(new Head(layer, head)))
            .isEqualTo(obvious(examples(), layer, head));
      }
    }
  }

  @Test
  void the_halves_are_the_odd_and_the_even_examples() {
    List<GapExample> all = examples();
    Pronouns pronouns = Pronouns.of(MODEL, all.iterator());

    assertThat(pronouns.odd().cases()).isEqualTo(3);
    assertThat(pronouns.even().hits(new Head(1, 1)))
        .isEqualTo(obvious(List.of(all.get(1), all.get(3)), 1, 1));
    assertThat(pronouns.heldOut().map(Pronouns.HeldOut::head))
        .isEqualTo(Optional.of(pronouns.odd().best()));
    assertThat(Pronouns.of(MODEL, all.subList(0, 1).iterator()).heldOut()).isEmpty();
  }

  @Test
  void what_is_skipped_is_in_no_half_and_what_is_ambiguous_has_its_place() {
    String text = "Anna saw Eva and she a b c d e f";
    GapExample tooLong = example(text, "she", "Anna", "Eva", true);
    String both = "Anna saw Eva and she left";
    GapExample ambiguous =
        new GapExample("x", both, at(both, "she"), at(both, "Anna"), true, at(both, "Eva"), true);
    List<GapExample> all = examples();

    Pronouns pronouns = Pronouns.of(
        MODEL, List.of(tooLong, all.get(0), ambiguous, all.get(1), all.get(2)).iterator());

    assertThat(pronouns.odd().cases()).isEqualTo(2);
    assertThat(pronouns.even().cases()).isEqualTo(1);
    assertThat(pronouns.even().hits(new Head(1, 1))).isEqualTo(obvious(List.of(all.get(2)), 1, 1));
  }

  @Test
  void a_broken_model_is_one_sentence() {
    assertThatThrownBy(() -> Pronouns.of(new TinyModel(Double.NaN), examples().iterator()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("tiny: the hidden states after layer 2 must be finite numbers");
  }

  @Test
  void the_nearest_name_and_the_first_are_counted_beside_them() {
    Pronouns pronouns = Pronouns.of(MODEL, examples().iterator());

    // Nearest: Bo Li, Otto, Per, Eva, Rut; first: Anna, Karl, Ulf, Eva, Ola.
    assertThat(pronouns.all().nearest()).isEqualTo(1);
    assertThat(pronouns.all().first()).isEqualTo(3);
    assertThat(pronouns.genders())
        .extracting(
            one -> one.gender() + " " + one.hits().cases() + " " + one.hits().first())
        .containsExactly("FEMININE 2 1", "MASCULINE 2 1", "OTHER 1 1");
  }

  @Test
  void what_is_ambiguous_or_too_long_is_counted_and_left_out() {
    List<GapExample> all = new ArrayList<>(examples());
    String text = "Anna saw Eva and she a b c d e f";
    all.add(example(text, "she", "Anna", "Eva", true));
    all.add(new GapExample(
        "x", text, at(text, "she"), at(text, "Anna"), false, at(text, "Eva"), false));

    Pronouns pronouns = Pronouns.of(MODEL, all.iterator());

    assertThat(pronouns.examples()).isEqualTo(7);
    assertThat(pronouns.skipped()).isEqualTo(1);
    assertThat(pronouns.ambiguous()).isEqualTo(1);
    assertThat(pronouns.all())
        .isEqualTo(Pronouns.of(MODEL, examples().iterator()).all());
  }

  @Test
  void equal_weights_are_no_hit() {
    GapExample example = examples().getFirst();
    PronounCase one =
        PronounCase.of(example, MODEL.tokenizer().encode(example.text())).orElseThrow();
    double[] weights = new double[one.encoding().pieces().size()];

    assertThat(one.isHit(weights)).isFalse();
    weights[one.right().getFirst()] = 0.01;
    assertThat(one.isHit(weights)).isTrue();
  }

  @Test
  void without_a_case_there_is_nothing_to_measure() {
    assertThatThrownBy(() -> Pronouns.of(MODEL, List.<GapExample>of().iterator()))
        .isInstanceOf(CorpusException.class)
        .hasMessage(
            "pronouns: the corpus must have at least one example that fits, with exactly one"
                + " right name; got none of 0");
  }
}
