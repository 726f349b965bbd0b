package io.blick.models.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.nn.Linear;
import io.blick.core.nn.Ops;
import io.blick.core.nn.ReferenceOps;
import io.blick.core.tensor.Tensor;
import io.blick.models.bert.TinyBert;
import io.blick.models.text.Batch;
import io.blick.models.text.Probabilities;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers against an obvious search over every stretch, in float64. */
class AnswererTest {
  private static final String QUESTION = "vad e b";

  // As in ClassifierTest a logit is off by less than 15e-4, and so each of the two probabilities
  // whose product a score is by less than twice that.
  private static final double SCORE = 4 * 15e-4;

  @TempDir
  private Path folder;

  private final List<TextModel> opened = new ArrayList<>();

  @BeforeEach
  void open() {
    opened.add(new TinyBert().open(folder));
  }

  @AfterEach
  void close() {
    opened.forEach(TextModel::close);
  }

  private static Linear layer() {
    return HeadedModel.layer(2, TinyBert.WIDTH);
  }

  private Answerer answerer() {
    return Answerer.of(new HeadedModel(opened.getFirst(), new HeadedModel.Ends(layer())));
  }

  /** What the obvious search finds. */
  private static final class Twin {
    private final Map<String, Double> scores = new LinkedHashMap<>();
    private double none = 1;

    /** Reads one window: question, then the pieces of the text from one up to another. */
    void read(TextModel model, Encoding pair, String text, int from, int to) {
      int around = around(pair);
      List<Piece> pieces = pair.pieces();
      List<Integer> kept = new ArrayList<>();
      IntStream.range(0, around - 1).forEach(kept::add);
      IntStream.range(from, to).map(i -> around - 1 + i).forEach(kept::add);
      kept.add(pieces.size() - 1);
      Batch batch = Batch.of(new Encoding(kept.stream().map(pieces::get).toList(), pair.words()));
      try (Ops ops = new ReferenceOps()) {
        Tensor logits = ops.linear(model.forward(ops, batch).getLast(), layer());
        List<Integer> rows = new ArrayList<>(List.of(0));
        IntStream.range(0, to - from).map(i -> around - 1 + i).forEach(rows::add);
        double[] starts = Probabilities.softmax(column(logits, rows, 0));
        double[] ends = Probabilities.softmax(column(logits, rows, 1));
        none = Math.min(none, starts[0] * ends[0]);
        for (int i = 1; i < starts.length; i++) {
          for (int j = i; j < ends.length && j - i < 15; j++) {
            String words = stretch(pair, text, kept.get(rows.get(i)), kept.get(rows.get(j)));
            scores.merge(words, starts[i] * ends[j], Math::max);
          }
        }
      }
    }

    private static double[] column(Tensor logits, List<Integer> rows, int column) {
      return rows.stream().mapToDouble(row -> logits.at(row).get(column)).toArray();
    }

    private static String stretch(Encoding pair, String text, int first, int last) {
      int start = ends(pair, first)[0];
      int end = ends(pair, last)[1];
      return "%d-%d %s".formatted(start, end, text.substring(start, end));
    }

    /** Returns where the word of a piece begins and ends. */
    private static int[] ends(Encoding pair, int piece) {
      int[] places = pair.words().get(pair.pieces().get(piece).word()).pieces().stream()
          .map(pair.pieces()::get)
          .flatMapToInt(one -> one instanceof Piece.InText in
              ? IntStream.of(in.start(), in.end())
              : IntStream.empty())
          .sorted()
          .toArray();
      return new int[] {places[0], places[places.length - 1]};
    }

    /** Returns how many pieces are not of the text: all before it, and one behind. */
    static int around(Encoding pair) {
      return (int) pair.pieces().stream()
          .filter(piece -> !(piece instanceof Piece.InText in && in.segment() == 2))
          .count();
    }

    List<String> best(int top) {
      return scores.entrySet().stream()
          .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
          .limit(top)
          .map(Map.Entry::getKey)
          .toList();
    }
  }

  private void finds(String text, int top, Twin twin, Answers found) {
    assertThat(found.best())
        .extracting(one -> "%d-%d %s".formatted(one.start(), one.end(), one.text()))
        .containsExactlyElementsOf(twin.best(top));
    for (Answer answer : found.best()) {
      String name = "%d-%d %s".formatted(answer.start(), answer.end(), answer.text());
      assertThat((double) answer.score())
          .isCloseTo(twin.scores.getOrDefault(name, -1.0), within(SCORE));
      assertThat(answer.text()).isEqualTo(text.substring(answer.start(), answer.end()));
    }
    assertThat(found.none().orElseThrow()).isCloseTo(twin.none, within(SCORE));
  }

  @Test
  void a_short_text_is_one_window() {
    String text = "  Xca yde, zb w  ab ";
    Encoding pair = opened.getFirst().tokenizer().encode(QUESTION, text);
    var twin = new Twin();
    twin.read(opened.getFirst(), pair, text, 0, pair.pieces().size() - Twin.around(pair));

    finds(
        text,
        3,
        twin,
        answerer().answer(List.of(new Question(QUESTION, text)), 3).getFirst());
    finds(text, 1, twin, answerer().answer(QUESTION, text));
  }

  @Test
  void a_long_text_is_read_in_windows() {
    String text = text(307);
    Encoding pair = opened.getFirst().tokenizer().encode(QUESTION, text);
    int pieces = pair.pieces().size() - Twin.around(pair);
    int room = TinyBert.POSITIONS - Twin.around(pair);
    var twin = new Twin();
    int windows = 0;
    int to = 0;
    for (int from = 0; to < pieces; from += room - room / 2) {
      to = Math.min(pieces, from + room);
      twin.read(opened.getFirst(), pair, text, from, to);
      windows++;
    }
    assertThat(windows).isEqualTo(4);

    finds(
        text,
        5,
        twin,
        answerer().answer(List.of(new Question(QUESTION, text)), 5).getFirst());
  }

  private static String text(int letters) {
    var random = new SplittableRandom(5);
    var text = new StringBuilder();
    for (int i = 0; i < letters; i++) {
      text.append((char) random.nextInt('a', 'g')).append(random.nextInt(3) == 0 ? " " : "");
    }
    return text.toString();
  }

  @Test
  void questions_together_have_the_answers_of_each_alone() {
    List<Question> questions = List.of(
        new Question("a b", text(211)), new Question("c", "x"), new Question("d e f", text(400)));

    List<Answers> together = answerer().answer(questions, 2);

    assertThat(together)
        .isEqualTo(questions.stream()
            .map(one -> answerer().answer(List.of(one), 2).getFirst())
            .toList());
    assertThat(together.get(1).best()).hasSize(1);
    assertThat(together.get(1).best().getFirst().text()).isEqualTo("x");
  }

  @Test
  void of_equal_stretches_the_first_and_then_the_shorter_comes_first() {
    var layer = Linear.of(Tensor.zeros(2, TinyBert.WIDTH), Tensor.zeros(2));
    Answerer answerer =
        Answerer.of(new HeadedModel(opened.getFirst(), new HeadedModel.Ends(layer)));

    Answers found = answerer.answer(List.of(new Question("a", "x y z")), 9).getFirst();

    assertThat(found.best())
        .extracting(Answer::text)
        .containsExactly("x", "x y", "x y z", "y", "y z", "z");
    assertThat(found.best()).extracting(Answer::score).containsOnly(0.0625f);
    assertThat(found.none()).hasValue(0.0625);
  }

  @Test
  void an_answer_has_at_most_fifteen_pieces() {
    var layer = Linear.of(Tensor.zeros(2, TinyBert.WIDTH), Tensor.zeros(2));
    Answerer answerer =
        Answerer.of(new HeadedModel(opened.getFirst(), new HeadedModel.Ends(layer)));

    Answers found =
        answerer.answer(List.of(new Question("a", "x ".repeat(17))), 1000).getFirst();

    assertThat(found.best()).extracting(one -> one.text().length()).contains(29).doesNotContain(31);
    assertThat(found.best()).hasSize(15 * 16 / 2 + 2 * 15);
  }

  @Test
  void what_cannot_be_answered_is_one_sentence() {
    assertThatThrownBy(() -> answerer().answer("", "x"))
        .isInstanceOf(UnfitTextException.class)
        .hasMessage("answer: text 1 must have at least one piece of its own; got none");
    assertThatThrownBy(() -> answerer().answer("a", " "))
        .hasMessage("answer: text 1 must have a second text with at least one piece of its own;"
            + " got none");
    assertThatThrownBy(() -> answerer().answer("a ".repeat(136), "x"))
        .hasMessage("answer: text 1 must have a question of at most 138 pieces, so that there is"
            + " room for the text; got 139; shorten the question");
    assertThatThrownBy(() -> answerer().answer(List.of(), 0))
        .hasMessage("answer: top must be from 1 on; got 0");
    assertThatThrownBy(() -> Answerer.of(opened.getFirst()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("answer: the model must have a head for answers; ");
  }
}
