package io.blick.lens.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionProbe;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.Cuts;
import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.lens.Shared;
import io.blick.lens.ablation.Intervention.Edge;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextException;
import io.blick.models.Models;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Ablation on BERT-base beside passes of its own that share nothing with it but the model. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AblationTest {
  private static final String TEXT = "the cat [MASK] the mouse.";
  private static final int POSITION = 3;
  private final Parallel threads = new Parallel(2);
  private TextModel model;
  private Ablation ablation;

  @BeforeAll
  void open() {
    model = Models.open(Shared.model("bert-base-uncased"));
    ablation = Ablation.on(
        threads,
        model,
        model.head(TextHead.MaskedHead.class).orElseThrow(),
        model.tokenizer().mask().orElseThrow());
  }

  @AfterAll
  void close() {
    if (model != null) {
      ablation.close();
      model.close();
    }
    threads.close();
  }

  private Reading read(String text) {
    return Reading.of(model, text);
  }

  /** Zeroes what heads give by writing into the output itself. */
  private record Zeroing(List<Head> heads) implements AttentionProbe {
    @Override
    public void attended(AttentionCall call) {
      Tensor z = call.output();
      for (Head head : heads) {
        for (int t = 0; t < z.size(1) && head.layer() == call.site().layer(); t++) {
          z.at(0).at(t).at(head.head()).data().fill((byte) 0);
        }
      }
    }
  }

  /** The obvious way: one text, one pass, all layers. */
  private float[] probabilities(Encoding encoding, int position, AttentionProbe probe) {
    var batch = Batch.of(List.of(encoding));
    try (EagerOps ops = EagerOps.on(threads, probe)) {
      Tensor hidden = model.forward(ops, batch).getLast();
      Tensor at = Tensor.of(new int[] {position}, 1);
      return ops.softmax(
              model.head(TextHead.MaskedHead.class).orElseThrow().logits(ops, hidden, at))
          .toFloats();
    }
  }

  private float[] without(Head... heads) {
    return probabilities(model.tokenizer().encode(TEXT), POSITION, new Zeroing(List.of(heads)));
  }

  private static double distance(float[] p, float[] q) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += Math.abs((double) p[i] - q[i]);
    }
    return sum / 2;
  }

  private List<Prediction> best(float[] probabilities) {
    return Prediction.best(probabilities, 7, model.tokenizer());
  }

  @Test
  void silencing_no_head_changes_no_bit() {
    GuessChange change = ablation.guesses(read(TEXT), Intervention.none(), 7).getFirst();

    assertThat(change.position()).isEqualTo(POSITION);
    assertThat(change.after()).isEqualTo(change.before()).isEqualTo(best(without()));
    assertThat(change.distance()).isZero();
    assertThat(change.fall()).isZero();
  }

  @Test
  void silencing_all_heads_of_a_layer_equals_zeroing_what_it_gives() {
    List<Head> layer = ablation.heads().subList(5 * 12, 6 * 12);
    float[] before = without();
    float[] after = without(layer.toArray(Head[]::new));

    GuessChange change =
        ablation.guesses(read(TEXT), Intervention.silencing(layer), 7).getFirst();

    assertThat(change.after()).isEqualTo(best(after));
    assertThat(change.distance()).isEqualTo(distance(before, after)).isPositive();
  }

  @Test
  void the_ranking_is_that_of_each_head_zeroed_in_a_pass_of_its_own() {
    List<Long> told = new ArrayList<>();

    List<GuessEffect> ranking = ablation.rankedByGuesses(read(TEXT), 7, told::add);

    assertThat(told).hasSize(145).isSorted().endsWith(145L);
    assertThat(ablation.runsOfALine()).isEqualTo(145);
    assertThat(ranking).hasSize(144).isSortedAccordingTo(GuessEffect.LARGEST_FIRST);
    assertThat(ranking.stream().map(GuessEffect::head).sorted()).isEqualTo(ablation.heads());
    float[] before = without();
    for (GuessEffect effect :
        List.of(ranking.get(0), ranking.get(1), ranking.get(71), ranking.get(143))) {
      float[] after = without(effect.head());
      assertThat(effect.distance()).isEqualTo(distance(before, after));
      GuessChange mask = effect.masks().getFirst();
      assertThat(mask.after()).containsExactly(best(after).getFirst());
      assertThat(mask.before()).isEqualTo(best(before));
    }
  }

  @Test
  void probabilities_of_all_pieces_sum_to_one() {
    Head head = new Head(8, 10);

    List<Prediction> all = ablation
        .guesses(read(TEXT), Intervention.silencing(Set.of(head)), 50_000)
        .getFirst()
        .after();

    assertThat(all).hasSizeGreaterThan(30_000);
    assertThat(all.stream().mapToDouble(Prediction::probability).sum()).isEqualTo(1, within(1e-4));
  }

  @Test
  void an_edge_that_is_cut_has_weight_zero_and_changes_the_guess_as_a_pass_of_its_own() {
    Head head = new Head(3, 2);
    Encoding encoding = model.tokenizer().encode(TEXT);
    var cut = Intervention.cutting(Cuts.Rest.RENORMALIZED, Set.of(new Edge(head, POSITION, 2)));
    List<Float> weights = new ArrayList<>();
    float[] after = probabilities(encoding, POSITION, new AttentionProbe() {
      @Override
      public void attended(AttentionCall call) {
        weights.add(call.weights(0, head.head(), POSITION)[2]);
      }

      @Override
      public Cuts cuts(AttentionSite site) {
        return cut.cuts(site.layer());
      }
    });

    GuessChange change = ablation.guesses(read(TEXT), cut, 7).getFirst();

    assertThat(weights.get(head.layer())).isZero();
    assertThat(weights.stream().filter(weight -> weight == 0)).hasSize(1);
    assertThat(change.after()).isEqualTo(best(after));
    assertThat(change.distance()).isPositive();
  }

  @Test
  void an_edge_is_cut_in_its_own_layer() {
    Cuts cuts = Intervention.cutting(
            Cuts.Rest.KEPT, Set.of(new Edge(new Head(1, 2), 3, 4), new Edge(new Head(2, 2), 3, 4)))
        .cuts(1);

    assertThat(cuts).isEqualTo(Cuts.of(Cuts.Rest.KEPT, new Cuts.Edge(0, 2, 3, 4)));
  }

  @Test
  void the_masked_loss_is_that_of_each_piece_masked_in_a_pass_of_its_own() {
    String text = "the cat sat";
    Head head = new Head(0, 4);
    Encoding encoding = model.tokenizer().encode(text);
    double[] before = new double[3];
    double[] after = new double[3];
    for (int i = 0; i < 3; i++) {
      Encoding masked = MaskedText.each(encoding, model.tokenizer(), 103).get(i).encoding();
      int id = encoding.pieces().get(i + 1).id();
      before[i] = -StrictMath.log(probabilities(masked, i + 1, new Zeroing(List.of()))[id]);
      after[i] = -StrictMath.log(probabilities(masked, i + 1, new Zeroing(List.of(head)))[id]);
    }

    List<PieceLoss> losses = ablation.losses(read(text), Intervention.silencing(Set.of(head)));
    TextAblation ranking = ablation.rankedByLoss(read(text), _ -> {});

    assertThat(losses).extracting(PieceLoss::piece).containsExactly("the", "cat", "sat");
    assertThat(ranking.pieces()).isEqualTo(3);
    assertThat(ranking.heads()).hasSize(144).isSortedAccordingTo(LossEffect.WORST_FIRST);
    assertThat(ablation.runs(read(text))).isEqualTo(3 * 145);
    double mean = 0;
    double meanAfter = 0;
    for (int i = 0; i < 3; i++) {
      assertThat(losses.get(i).before()).isEqualTo(before[i], within(1e-5));
      assertThat(losses.get(i).after()).isEqualTo(after[i], within(1e-5));
      mean += losses.get(i).before() / 3;
      meanAfter += losses.get(i).after() / 3;
    }
    LossEffect effect = ranking.heads().stream()
        .filter(one -> one.head().equals(head))
        .findFirst()
        .orElseThrow();
    assertThat(ranking.loss()).isEqualTo(mean, within(1e-9));
    assertThat(effect.loss()).isEqualTo(meanAfter, within(1e-9));
    assertThat(effect.change()).isEqualTo(meanAfter - mean, within(1e-9));
  }

  @Test
  void a_corpus_of_one_line_has_an_interval_of_one_point() {
    List<Long> told = new ArrayList<>();

    CorpusAblation corpus =
        ablation.corpus(List.of("", "the cat sat", "the ".repeat(600), " ").iterator(), told::add);

    assertThat(told).isSorted().endsWith(4L * 145);
    assertThat(corpus.lines()).isEqualTo(1);
    assertThat(corpus.empty()).isEqualTo(2);
    assertThat(corpus.tooLong()).isEqualTo(1);
    assertThat(corpus.masked()).isEqualTo(1);
    assertThat(corpus.heads()).hasSize(144).allSatisfy(ranked -> {
      assertThat(ranked.interval().low()).isEqualTo(ranked.effect().change());
      assertThat(ranked.interval().high()).isEqualTo(ranked.effect().change());
    });
    MaskedText masked =
        MaskedText.some(model.tokenizer().encode("the cat sat"), model.tokenizer(), 103, 0.15, 2);
    int at = masked.masked().getFirst();
    assertThat(corpus.loss())
        .isEqualTo(
            ablation
                .losses(read("the cat sat"), Intervention.none())
                .get(at - 1)
                .before(),
            within(1e-5));
  }

  @Test
  void a_head_silenced_alone_has_the_change_that_it_has_in_the_ranking_of_a_corpus() {
    List<String> lines = List.of("the cat sat on the mat", "", "it rains", "a dog barks");
    List<Long> told = new ArrayList<>();
    CorpusAblation.Ranked last =
        ablation.corpus(lines.iterator(), _ -> {}).heads().getLast();

    CorpusChange change =
        ablation.corpus("the corpus", lines.iterator(), List.of(last.effect().head()), told::add);

    assertThat(told).isSorted().endsWith(4L * 2);
    assertThat(change.lines()).isEqualTo(3);
    assertThat(change.empty()).isEqualTo(1);
    assertThat(change.tooLong()).isZero();
    assertThat(change.masked()).isEqualTo(3);
    assertThat(change.after()).isEqualTo(last.effect().loss());
    assertThat(change.change()).isEqualTo(last.effect().change());
    assertThat(change.interval()).isEqualTo(last.interval());
  }

  @Test
  void heads_silenced_together_change_the_loss_of_a_corpus_as_passes_of_their_own() {
    List<String> lines = List.of("the cat sat on the mat", "it rains");
    Head[] heads = {new Head(0, 2), new Head(7, 10)};
    double before = 0;
    double after = 0;
    for (int line = 1; line <= 2; line++) {
      MaskedText text = MaskedText.some(
          model.tokenizer().encode(lines.get(line - 1)), model.tokenizer(), 103, 0.15, line);
      int at = text.masked().getFirst();
      int truth = text.truth().getFirst();
      before -= StrictMath.log(probabilities(text.encoding(), at, new Zeroing(List.of()))[truth]);
      after -=
          StrictMath.log(probabilities(text.encoding(), at, new Zeroing(List.of(heads)))[truth]);
    }

    CorpusChange change = ablation.corpus("the corpus", lines.iterator(), List.of(heads), _ -> {});

    assertThat(change.before()).isEqualTo(before / 2, within(1e-5));
    assertThat(change.after()).isEqualTo(after / 2, within(1e-5));
    assertThat(change.change()).isEqualTo((after - before) / 2, within(1e-5)).isNotZero();
  }

  @Test
  void a_corpus_without_a_line_that_can_be_masked_is_refused() {
    Iterator<String> lines = List.of("", "the ".repeat(600)).iterator();

    assertThatThrownBy(() -> ablation.corpus(lines, _ -> {}))
        .isInstanceOf(CorpusException.class)
        .hasMessage("ablate: the corpus must have at least one line that can be masked; got none;"
            + " 1 empty, 1 too long");
  }

  @Test
  void what_cannot_be_done_is_said_in_one_sentence() {
    var absent = Intervention.silencing(Set.of(new Head(12, 0)));

    assertThatThrownBy(() -> ablation.guesses(read(TEXT), absent, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ablation: layers must be below 12 and heads below 12; got layer 12, head 0");
    assertThatThrownBy(() -> ablation.guesses(read("the cat"), Intervention.none(), 1))
        .isInstanceOf(TextException.class)
        .hasMessage("text: there must be a [MASK] to be guessed; got none");
    assertThatThrownBy(() -> ablation.losses(read(" "), Intervention.none()))
        .isInstanceOf(TextException.class)
        .hasMessage("text: there must be at least one piece of its own; got none");
    assertThatThrownBy(() -> ablation.losses(read("the ".repeat(600)), Intervention.none()))
        .isInstanceOf(TextException.class)
        .hasMessage("text: it must have at most 512 pieces, the positions of bert-base-uncased;"
            + " got 602; shorten it");
    assertThatThrownBy(() -> new Edge(new Head(0, 0), -1, 2))
        .hasMessage("edge: indices of pieces must not be negative; got from -1, to 2");
  }
}
