package io.blick.lens.report.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.lens.report.compare.Alignment.Match;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextUnits;
import io.blick.lens.trace.Texts;
import io.blick.lens.trace.TinyModel;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AlignmentTest {
  private final TextModel model = new TinyModel();

  private Alignment ofTexts(String first, String second) {
    return Alignment.ofTexts(words(first), words(second));
  }

  private TextUnits words(String text) {
    return Reading.of(model, text).units(Granularity.WORDS);
  }

  @Test
  void words_of_two_texts_align_in_their_order() {
    Alignment alignment = ofTexts("katten äger en mus", "en katten ser mus");

    assertThat(alignment.matches())
        .containsExactly(new Match(0, 0), new Match(1, 2), new Match(4, 4), new Match(5, 5));
    assertThat(alignment.onlyFirst()).containsExactly(2, 3);
    assertThat(alignment.onlySecond()).containsExactly(1, 3);
  }

  @Test
  void a_typed_separator_is_not_the_one_that_the_model_adds() {
    assertThat(ofTexts("a [SEP]", "a").matches())
        .containsExactly(new Match(0, 0), new Match(1, 1), new Match(3, 2));
  }

  @Test
  void the_leftmost_of_the_longest_is_taken() {
    var random = new SplittableRandom(5);
    for (int run = 0; run < 300; run++) {
      List<Object> first = letters(random);
      List<Object> second = letters(random);

      List<Match> expected = leftmostLongest(first, second, 0, 0);

      assertThat(CommonSubsequence.of(first, second).matches())
          .as("%s and %s", first, second)
          .isEqualTo(expected);
    }
  }

  private static List<Object> letters(SplittableRandom random) {
    List<Object> letters = new ArrayList<>();
    for (int i = random.nextInt(7); i > 0; i--) {
      letters.add("abc".charAt(random.nextInt(3)));
    }
    return letters;
  }

  /** The obvious: of all common subsequences in the order of their matches the first longest. */
  private static List<Match> leftmostLongest(
      List<Object> first, List<Object> second, int from, int to) {
    List<Match> best = List.of();
    for (int i = from; i < first.size(); i++) {
      for (int j = to; j < second.size(); j++) {
        if (first.get(i).equals(second.get(j))) {
          List<Match> all = new ArrayList<>(List.of(new Match(i, j)));
          all.addAll(leftmostLongest(first, second, i + 1, j + 1));
          best = all.size() > best.size() ? all : best;
        }
      }
    }
    return best;
  }

  @Test
  void pieces_of_two_models_align_where_they_cover_the_same_characters() {
    // The second reading stands for a model that cuts the first word otherwise.
    Reading one = Reading.of(model, "kat|ten mus");
    Reading other = Reading.of(model, "ka|tten mus");

    Alignment pieces = Alignment.ofModels(one, other, Granularity.PIECES);
    Alignment words = Alignment.ofModels(one, other, Granularity.WORDS);

    assertThat(pieces.matches()).containsExactly(new Match(0, 0), new Match(3, 3), new Match(4, 4));
    assertThat(pieces.onlyFirst()).containsExactly(1, 2);
    assertThat(words.matches()).hasSize(4);
    assertThat(words.onlyFirst()).isEmpty();
  }

  @Test
  void what_two_models_of_one_name_add_does_not_align_if_one_adds_more() {
    Reading two = new Reading("m", List.of("a b"), Texts.of("a", "b"));
    Reading three = new Reading("m", List.of("a b"), withOneMore(Texts.of("a", "b")));

    for (Granularity granularity : Granularity.values()) {
      Alignment alignment = Alignment.ofModels(two, three, granularity);

      assertThat(alignment.matches()).containsExactly(new Match(1, 2), new Match(2, 3));
      assertThat(alignment.onlyFirst()).containsExactly(0, 3);
      assertThat(alignment.onlySecond()).containsExactly(0, 1, 4);
      assertThat(Alignment.ofModels(three, two, granularity).onlyFirst()).containsExactly(0, 1, 4);
    }
  }

  private static Encoding withOneMore(Encoding text) {
    List<Piece> pieces = new ArrayList<>(List.of(new Piece.Added(3, "[X]", 1, 0)));
    for (Piece piece : text.pieces()) {
      pieces.add(
          switch (piece) {
            case Piece.InText p ->
              new Piece.InText(p.id(), p.text(), p.segment(), p.word() + 1, p.start(), p.end());
            case Piece.Added p -> new Piece.Added(p.id(), p.text(), p.segment(), p.word() + 1);
          });
    }
    List<Word> words = new ArrayList<>(List.of(new Word("[X]", List.of(0))));
    for (Word word : text.words()) {
      words.add(new Word(word.text(), word.pieces().stream().map(i -> i + 1).toList()));
    }
    return new Encoding(pieces, words);
  }
}
