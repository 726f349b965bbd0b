package io.blick.lens.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.nn.EagerOps;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.lens.Encoders;
import io.blick.lens.ablation.output.OutputMeasure;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextException;
import io.blick.models.text.Batch;
import io.blick.models.text.Probabilities;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Attribution beside passes of its own, in which values are overwritten and pieces replaced. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttributionTest {
  private static final String TEXT = "Anna bodde i Lund.";
  private static final int WORD = 2;
  private final Parallel threads = new Parallel(2);

  @AfterAll
  void close() {
    threads.close();
  }

  /** Returns what is read of the last hidden states of a text, the values of pieces zero. */
  private <R> R pass(
      TextModel model,
      Encoding text,
      Set<Integer> layers,
      List<Integer> zeroed,
      Function<Tensor, R> read) {
    try (EagerOps ops = EagerOps.on(threads)) {
      Ops changed = ZeroedValueOps.over(ops, layers, zeroed);
      return read.apply(model.forward(changed, Batch.of(text)).getLast().copy());
    }
  }

  private double[] classes(TextModel model, Encoding text, Set<Integer> layers, List<Integer> at) {
    var head = model.head(TextHead.ClassHead.class).orElseThrow();
    return pass(model, text, layers, at, hidden -> {
      try (EagerOps ops = EagerOps.on(threads)) {
        return Probabilities.scores(
            head.kind(), head.logits(ops, hidden, Batch.of(text)).at(0).toDoubles());
      }
    });
  }

  private double[] guess(TextModel model, Encoding text, int at) {
    var head = model.head(TextHead.MaskedHead.class).orElseThrow();
    return pass(model, text, Set.of(), List.of(), hidden -> {
      try (EagerOps ops = EagerOps.on(threads)) {
        return ops.softmax(head.logits(ops, hidden, Tensor.of(new int[] {at}, 1)))
            .at(0)
            .toDoubles();
      }
    });
  }

  private static double variation(double[] p, double[] q) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += Math.abs(p[i] - q[i]) / 2;
    }
    return sum;
  }

  private static Encoding replaced(TextModel model, Encoding text, List<Integer> at) {
    int mask = model.tokenizer().mask().orElseThrow();
    List<Piece> pieces = new ArrayList<>(text.pieces());
    for (int i : at) {
      Piece.InText own = (Piece.InText) pieces.get(i);
      pieces.set(i, new Piece.InText(mask, "x", 1, own.word(), own.start(), own.end()));
    }
    return new Encoding(pieces, text.words());
  }

  private static UnitEffect of(List<UnitEffect> effects, int unit) {
    return effects.stream().filter(one -> one.unit() == unit).findFirst().orElseThrow();
  }

  private Attribution occlusion(TextModel model, Reading text) {
    int mask = model.tokenizer().mask().orElseThrow();
    return Attribution.on(
        threads, model, text, Granularity.WORDS, new AttributionMethod.Occlusion(mask));
  }

  private static AttributedOutput.Losses losses(TextModel model) {
    return new AttributedOutput.Losses(
        model.head(TextHead.MaskedHead.class).orElseThrow(),
        model.tokenizer().mask().orElseThrow());
  }

  @Test
  void zeroed_values_change_classes_as_values_that_are_overwritten() {
    try (TextModel model = Encoders.open("bert-classes")) {
      Reading text = Reading.of(model, TEXT);
      List<Integer> pieces = text.units(Granularity.WORDS).pieces(WORD);
      var output = new AttributedOutput.Said(
          OutputMeasure.classes(model.head(TextHead.ClassHead.class).orElseThrow()));
      double[] before = classes(model, text.encoding(), Set.of(), List.of());
      for (Set<Integer> layers : List.of(Set.of(1), Set.of(0, 1))) {
        var method = new AttributionMethod.ValueZeroing(layers.stream().sorted().toList());
        List<Long> told = new ArrayList<>();

        var attribution = Attribution.on(threads, model, text, Granularity.WORDS, method);
        List<UnitEffect> effects = attribution.effects(output, told::add);

        double[] after = classes(model, text.encoding(), layers, pieces);
        assertThat(pieces).hasSizeGreaterThan(1);
        assertThat(effects).hasSize(5);
        assertThat(of(effects, WORD).distance())
            .isEqualTo(variation(before, after), within(1e-6))
            .isGreaterThan(1e-5);
        assertThat(told).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(attribution.runs(output)).isEqualTo(6);
      }
    }
  }

  @Test
  void a_hidden_word_is_a_text_with_masks_in_its_place() {
    try (TextModel model = Encoders.open("bert-classes")) {
      Reading text = Reading.of(model, TEXT);
      List<Integer> pieces = text.units(Granularity.WORDS).pieces(WORD);
      double[] before = classes(model, text.encoding(), Set.of(), List.of());
      double[] after =
          classes(model, replaced(model, text.encoding(), pieces), Set.of(), List.of());
      var output = new AttributedOutput.Said(
          OutputMeasure.classes(model.head(TextHead.ClassHead.class).orElseThrow()));

      UnitEffect effect = of(occlusion(model, text).effects(output, _ -> {}), WORD);

      int first = IntStream.range(0, before.length)
          .boxed()
          .max(Comparator.comparingDouble(k -> before[k]))
          .orElseThrow();
      assertThat(effect.distance()).isEqualTo(variation(before, after)).isPositive();
      assertThat(effect.fall()).hasValue(before[first] - after[first]);
    }
  }

  @Test
  void guesses_are_read_at_the_mask_which_is_no_candidate() {
    try (TextModel model = Encoders.open("bert-masked")) {
      Reading text = Reading.of(model, "Anna [MASK] i Lund.");
      int at = text.units(Granularity.WORDS).pieces(2).getFirst();
      var output = new AttributedOutput.Guesses(
          model.head(TextHead.MaskedHead.class).orElseThrow(),
          model.tokenizer().mask().orElseThrow());

      List<UnitEffect> effects = occlusion(model, text).effects(output, _ -> {});

      assertThat(effects).extracting(UnitEffect::unit).containsExactly(1, 3, 4, 5);
      List<Integer> lund = text.units(Granularity.WORDS).pieces(4);
      double[] before = guess(model, text.encoding(), at);
      double[] after = guess(model, replaced(model, text.encoding(), lund), at);
      assertThat(of(effects, 4).distance())
          .isEqualTo(variation(before, after), within(1e-12))
          .isPositive();
    }
  }

  @Test
  void a_loss_is_that_of_the_other_words_each_piece_masked_as_well() {
    try (TextModel model = Encoders.open("bert-masked")) {
      Reading text = Reading.of(model, TEXT);
      Encoding encoding = text.encoding();
      List<Integer> hidden = text.units(Granularity.WORDS).pieces(WORD);
      double sum = 0;
      double sizes = 0;
      int count = 0;
      for (int i = 1; i < encoding.pieces().size() - 1; i++) {
        if (!hidden.contains(i)) {
          Encoding alone = replaced(model, encoding, List.of(i));
          int id = encoding.pieces().get(i).id();
          double change = StrictMath.log(guess(model, alone, i)[id])
              - StrictMath.log(guess(model, replaced(model, alone, hidden), i)[id]);
          sum += change;
          sizes += Math.abs(change);
          count++;
        }
      }

      Attribution attribution = occlusion(model, text);
      List<Long> told = new ArrayList<>();
      UnitEffect effect = of(attribution.effects(losses(model), told::add), WORD);

      // Logarithms of float32 probabilities.
      assertThat(effect.fall().orElseThrow()).isEqualTo(sum / count, within(1e-6));
      assertThat(effect.distance()).isEqualTo(sizes / count, within(1e-6)).isPositive();
      assertThat(told).isSorted().endsWith(attribution.runs(losses(model)));
    }
  }

  @Test
  void the_tag_of_a_hidden_word_is_left_out() {
    try (TextModel model = Encoders.open("bert-tags")) {
      Reading text = Reading.of(model, TEXT);
      var head = model.head(TextHead.TagHead.class).orElseThrow();
      List<Integer> pieces = text.units(Granularity.WORDS).pieces(WORD);
      var output = new AttributedOutput.Said(OutputMeasure.tags(head, text));

      UnitEffect effect = of(occlusion(model, text).effects(output, _ -> {}), WORD);

      List<double[]> before = tags(model, head, text, text.encoding());
      List<double[]> after = tags(model, head, text, replaced(model, text.encoding(), pieces));
      double sum = 0;
      for (int word = 0; word < 5; word++) {
        sum += word == WORD - 1 ? 0 : variation(before.get(word), after.get(word));
      }
      assertThat(effect.distance()).isEqualTo(sum / 4, within(1e-12)).isPositive();
      assertThat(effect.fall()).isEmpty();
    }
  }

  private List<double[]> tags(
      TextModel model, TextHead.TagHead head, Reading text, Encoding changed) {
    return pass(model, changed, Set.of(), List.of(), hidden -> {
      try (EagerOps ops = EagerOps.on(threads)) {
        Tensor logits = head.logits(ops, hidden);
        return text.units(Granularity.WORDS).inText().stream()
            .map(word -> text.units(Granularity.WORDS).pieces(word).getFirst())
            .map(piece -> Probabilities.softmax(logits.at(piece).toDoubles()))
            .toList();
      }
    });
  }

  @Test
  void what_cannot_be_measured_is_said_in_one_sentence() {
    try (TextModel model = Encoders.open("bert-masked")) {
      Attribution word = occlusion(model, Reading.of(model, "Anna"));
      Attribution mask = occlusion(model, Reading.of(model, "[MASK]"));

      assertThatThrownBy(() -> word.effects(losses(model), _ -> {}))
          .isInstanceOf(TextException.class)
          .hasMessage("text: there must be at least two words, since the loss of the others is"
              + " measured when one is hidden; got one");
      assertThatThrownBy(() -> mask.effects(losses(model), _ -> {}))
          .isInstanceOf(TextException.class)
          .hasMessage("text: there must be a word that can be hidden; got none");
    }
  }
}
