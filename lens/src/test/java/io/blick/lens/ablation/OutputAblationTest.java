package io.blick.lens.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionProbe;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.Cuts;
import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.lens.Encoders;
import io.blick.lens.ablation.Intervention.Edge;
import io.blick.lens.ablation.output.OutputChange;
import io.blick.lens.ablation.output.OutputMeasure;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.Reading;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Piece;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a model says without a head, beside passes of their own that share nothing with it but the
 * model and its head: one text, one pass, all layers, sums written out.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutputAblationTest {
  private static final String TEXT = "Anna bor i Lund, och katten jagade musen.";
  private static final String QUESTION = "Var bor Anna?";

  // Both ways have the same logits; of these they make numbers below 8 of at most 64 terms each,
  // rounded at 2^-53.
  private static final double ROUNDING = 64 * 0x1p-50;

  private final Parallel threads = new Parallel(2);

  @AfterAll
  void close() {
    threads.close();
  }

  static Stream<String> architectures() {
    return Encoders.ARCHITECTURES.stream();
  }

  static Stream<String> classifiers() {
    return architectures()
        .flatMap(name -> Stream.of("-classes", "-many", "-score").map(kind -> name + kind));
  }

  /** Zeroes what a head gives by writing into the output itself, and cuts edges. */
  private record Probe(List<Head> zeroed, Set<Edge> edges) implements AttentionProbe {
    static final Probe NONE = new Probe(List.of(), Set.of());

    @Override
    public void attended(AttentionCall call) {
      Tensor z = call.output();
      for (Head head : zeroed) {
        for (int t = 0; t < z.size(1) && head.layer() == call.site().layer(); t++) {
          z.at(0).at(t).at(head.head()).data().fill((byte) 0);
        }
      }
    }

    @Override
    public Cuts cuts(AttentionSite site) {
      return Cuts.of(
          Cuts.Rest.KEPT,
          edges.stream()
              .filter(edge -> edge.head().layer() == site.layer())
              .map(edge -> new Cuts.Edge(0, edge.head().head(), edge.from(), edge.to()))
              .toList());
    }
  }

  /** Computes something of the last hidden states. */
  @FunctionalInterface
  private interface Output {
    Tensor of(EagerOps ops, Tensor hidden, Batch batch);
  }

  private double[] output(TextModel model, Reading text, Probe probe, Output output) {
    var batch = Batch.of(text.encoding());
    try (EagerOps ops = EagerOps.on(threads, probe)) {
      return output.of(ops, model.forward(ops, batch).getLast(), batch).toDoubles();
    }
  }

  private static double[] softmax(double[] logits, List<Integer> which) {
    double sum = which.stream().mapToDouble(i -> StrictMath.exp(logits[i])).sum();
    return which.stream().mapToDouble(i -> StrictMath.exp(logits[i]) / sum).toArray();
  }

  private static double difference(double[] p, double[] q) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += Math.abs(p[i] - q[i]);
    }
    return sum;
  }

  private static List<Integer> upTo(int count) {
    return Stream.iterate(0, i -> i + 1).limit(count).toList();
  }

  /** A distance that is computed of logits before and after. */
  @FunctionalInterface
  private interface Distance {
    double between(double[] before, double[] after);
  }

  /** Compares silencing no head, each head, and cutting an edge with passes of their own. */
  private List<OutputEffect> compare(
      TextModel model, Reading text, OutputMeasure<?> measure, Output output, Distance distance) {
    double[] before = output(model, text, Probe.NONE, output);
    List<Long> told = new ArrayList<>();
    try (OutputAblation ablation = OutputAblation.on(threads, model)) {
      List<OutputEffect> ranking = ablation.ranked(text, measure, told::add);
      assertThat(ablation.runs()).isEqualTo(1 + model.layers() * model.heads());
      assertThat(told).hasSize(ablation.runs()).isSorted().endsWith((long) ablation.runs());
      assertThat(ranking).isSortedAccordingTo(OutputEffect.LARGEST_FIRST);
      assertThat(ranking.stream().map(OutputEffect::head).sorted()).isEqualTo(Head.all(model));
      for (OutputEffect effect : ranking) {
        double[] after = output(model, text, new Probe(List.of(effect.head()), Set.of()), output);
        assertThat(effect.change().distance())
            .isEqualTo(distance.between(before, after), within(ROUNDING))
            .isPositive();
        assertThat(ablation.change(text, measure, Intervention.silencing(Set.of(effect.head()))))
            .isEqualTo(effect.change());
      }
      assertThat(ablation.change(text, measure, Intervention.none()).distance()).isZero();
      // Several, since the weights of these models are almost 0 on most keys.
      Set<Edge> edges = upTo(7).stream()
          .flatMap(
              to -> Stream.of(new Edge(new Head(0, 1), 1, to), new Edge(new Head(1, 0), 0, to)))
          .collect(Collectors.toSet());
      double[] cut = output(model, text, new Probe(List.of(), edges), output);
      assertThat(ablation
              .change(text, measure, Intervention.cutting(Cuts.Rest.KEPT, edges))
              .distance())
          .isEqualTo(distance.between(before, cut), within(ROUNDING))
          .isPositive();
      return ranking;
    }
  }

  private static double[] scores(TextHead.ClassKind kind, double[] logits) {
    return switch (kind) {
      case ONE -> softmax(logits, upTo(logits.length));
      case MANY ->
        Stream.of(0, 1, 2)
            .mapToDouble(i -> 1 / (1 + StrictMath.exp(-logits[i])))
            .toArray();
      case SCORE -> logits;
    };
  }

  @ParameterizedTest
  @MethodSource("classifiers")
  void classes_change_as_in_passes_of_their_own(String name) {
    try (TextModel model = Encoders.open(name)) {
      TextHead.ClassHead head = model.head(TextHead.ClassHead.class).orElseThrow();
      Reading pair = Reading.of(model, List.of(QUESTION, TEXT));
      double[] before = scores(head.kind(), output(model, pair, Probe.NONE, head::logits));
      double terms = head.kind() == TextHead.ClassKind.ONE ? 2 : before.length;

      List<OutputEffect> ranking = compare(
          model,
          pair,
          OutputMeasure.classes(head),
          head::logits,
          (p, q) -> difference(scores(head.kind(), p), scores(head.kind(), q)) / terms);

      for (OutputEffect effect : ranking) {
        var change = (OutputChange.ClassChange) effect.change();
        double[] after = scores(
            head.kind(),
            output(model, pair, new Probe(List.of(effect.head()), Set.of()), head::logits));
        String first = change.before().getFirst().label();
        int k = head.labels().indexOf(first);
        assertThat(change.kind()).isEqualTo(head.kind());
        assertThat(before[k]).isEqualTo(max(before));
        assertThat(change.fall()).isEqualTo(before[k] - after[k], within(ROUNDING));
        assertThat(change.after().getFirst().score())
            .isEqualTo((float) max(after), within(0x1p-22f));
        assertThat(change.after()).hasSameSizeAs(head.labels());
      }
    }
  }

  private static double max(double[] numbers) {
    double max = numbers[0];
    for (double number : numbers) {
      max = Math.max(max, number);
    }
    return max;
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void tags_change_as_in_passes_of_their_own(String name) {
    try (TextModel model = Encoders.open(name + "-tags")) {
      TextHead.TagHead head = model.head(TextHead.TagHead.class).orElseThrow();
      Reading text = Reading.of(model, TEXT);
      int tags = head.labels().size();
      List<Integer> first = text.units(Granularity.WORDS).inText().stream()
          .map(word -> text.units(Granularity.WORDS).pieces(word).getFirst())
          .toList();
      Output logits = (ops, hidden, _) -> head.logits(ops, hidden);

      List<OutputEffect> ranking = compare(
          model,
          text,
          OutputMeasure.tags(head, text),
          logits,
          (p, q) -> first.stream()
              .mapToDouble(row -> {
                List<Integer> own = upTo(tags).stream().map(k -> row * tags + k).toList();
                return difference(softmax(p, own), softmax(q, own)) / 2;
              })
              .average()
              .orElseThrow());

      var change = (OutputChange.TagChange) ranking.getFirst().change();
      double[] before = output(model, text, Probe.NONE, logits);
      double[] after =
          output(model, text, new Probe(List.of(ranking.getFirst().head()), Set.of()), logits);
      assertThat(change.words())
          .extracting(OutputChange.TaggedWord::text)
          .containsExactly(
              "Anna", "bor", "i", "Lund", ",", "och", "katten", "jagade", "musen", ".");
      long changed = 0;
      for (int i = 0; i < first.size(); i++) {
        OutputChange.TaggedWord word = change.words().get(i);
        int was = best(before, first.get(i) * tags, tags);
        int is = best(after, first.get(i) * tags, tags);
        assertThat(word.before().label()).isEqualTo(head.labels().get(was));
        assertThat(word.after().label()).isEqualTo(head.labels().get(is));
        assertThat(TEXT.substring(word.start(), word.end())).isEqualTo(word.text());
        changed += was == is ? 0 : 1;
      }
      assertThat(change.changed()).isEqualTo(changed).isPositive();
    }
  }

  private static int best(double[] logits, int from, int count) {
    int best = 0;
    for (int k = 1; k < count; k++) {
      best = logits[from + k] > logits[from + best] ? k : best;
    }
    return best;
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void answers_change_as_in_passes_of_their_own(String name) {
    try (TextModel model = Encoders.open(name + "-answers")) {
      TextHead.AnswerHead head = model.head(TextHead.AnswerHead.class).orElseThrow();
      Reading pair = Reading.of(model, List.of(QUESTION, TEXT));
      List<Piece> pieces = pair.encoding().pieces();
      List<Integer> places = upTo(pieces.size()).stream()
          .filter(i -> i == 0 || (pieces.get(i) instanceof Piece.InText in && in.segment() == 2))
          .toList();
      Output logits = (ops, hidden, _) -> head.logits(ops, hidden);

      List<OutputEffect> ranking = compare(
          model,
          pair,
          OutputMeasure.answers(head, pair),
          logits,
          (p, q) -> (difference(column(p, 0, places), column(q, 0, places)) / 2
                  + difference(column(p, 1, places), column(q, 1, places)) / 2)
              / 2);

      double[] before = output(model, pair, Probe.NONE, logits);
      for (OutputEffect effect : ranking) {
        var change = (OutputChange.AnswerChange) effect.change();
        double[] after = output(model, pair, new Probe(List.of(effect.head()), Set.of()), logits);
        Best was = Best.of(before, places, pieces);
        Best is = Best.of(after, places, pieces);
        assertThat(change.before().start()).isEqualTo(was.start);
        assertThat(change.before().end()).isEqualTo(was.end);
        assertThat((double) change.before().score()).isEqualTo(was.score, within(0x1p-22));
        assertThat(change.after().start()).isEqualTo(is.start);
        assertThat(change.after().end()).isEqualTo(is.end);
        assertThat(TEXT.substring(is.start, is.end)).isEqualTo(change.after().text());
        assertThat(change.fall())
            .isEqualTo(was.score - Best.score(after, places, pieces, was), within(ROUNDING));
      }
    }
  }

  private static double[] column(double[] logits, int column, List<Integer> places) {
    return softmax(logits, places.stream().map(i -> 2 * i + column).toList());
  }

  /** The best stretch of whole words, found by trying every two pieces. */
  private record Best(int start, int end, double score) {

    static Best of(double[] logits, List<Integer> places, List<Piece> pieces) {
      return all(logits, places, pieces).stream()
          .reduce((one, other) -> other.score > one.score ? other : one)
          .orElseThrow();
    }

    static double score(double[] logits, List<Integer> places, List<Piece> pieces, Best words) {
      return all(logits, places, pieces).stream()
          .filter(one -> one.start == words.start && one.end == words.end)
          .mapToDouble(Best::score)
          .max()
          .orElseThrow();
    }

    private static List<Best> all(double[] logits, List<Integer> places, List<Piece> pieces) {
      double[] starts = column(logits, 0, places);
      double[] ends = column(logits, 1, places);
      List<Best> all = new ArrayList<>();
      for (int i = 1; i < places.size(); i++) {
        for (int j = i; j < places.size() && j < i + 15; j++) {
          Piece from = pieces.get(places.get(i));
          Piece to = pieces.get(places.get(j));
          int start = pieces.stream()
              .filter(piece -> piece.word() == from.word())
              .mapToInt(piece -> ((Piece.InText) piece).start())
              .min()
              .orElseThrow();
          int end = pieces.stream()
              .filter(piece -> piece.word() == to.word())
              .mapToInt(piece -> ((Piece.InText) piece).end())
              .max()
              .orElseThrow();
          all.add(new Best(start, end, starts[i] * ends[j]));
        }
      }
      return all;
    }
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void a_vector_changes_as_in_passes_of_its_own(String name, @TempDir Path folder)
      throws IOException {
    try (TextModel model = Encoders.embedding(name, folder)) {
      TextHead.SentenceHead head = model.head(TextHead.SentenceHead.class).orElseThrow();
      Reading text = Reading.of(model, TEXT);

      List<OutputEffect> ranking = compare(
          model, text, OutputMeasure.vectors(head, text), head::embed, (p, q) -> 1 - cosine(p, q));

      assertThat(ranking).hasSize(6);
    }
  }

  private static double cosine(double[] a, double[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return ab / Math.sqrt(aa) / Math.sqrt(bb);
  }
}
