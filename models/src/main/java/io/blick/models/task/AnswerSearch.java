package io.blick.models.task;

import io.blick.core.tensor.Tensor;
import io.blick.models.text.Probabilities;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The search for the best answers to one question, window by window. */
final class AnswerSearch {
  private static final Comparator<Span> BEST_FIRST = Comparator.comparingDouble(Span::score)
      .reversed()
      .thenComparingInt(Span::first)
      .thenComparingInt(Span::last);

  private final InputText pair;
  private final Encoding encoding;
  private final int top;
  // The pieces of the text: from the first up to, but not including, the end.
  private final int first;
  private final int end;
  private List<Span> best = List.of();
  private OptionalDouble none = OptionalDouble.empty();

  /**
   * Some of the pieces of the text, with the question before them.
   *
   * @param from the first piece of the text in the window, an index in the whole encoding
   * @param to the end of these pieces, exclusive
   * @param encoding what the model reads
   */
  record Window(int from, int to, Encoding encoding) {}

  /**
   * A span of words.
   *
   * @param first index of its first word in the whole encoding
   * @param last index of its last word
   */
  private record Span(int first, int last, double score) {}

  /**
   * Begins a search.
   *
   * @param pair question and text
   * @param encoding of the whole pair; the text has at least one piece
   * @param top how many answers to keep
   */
  AnswerSearch(InputText pair, Encoding encoding, int top) {
    this.pair = pair;
    this.encoding = encoding;
    this.top = top;
    int at = 0;
    while (!isOfText(at)) {
      at++;
    }
    first = at;
    while (at < encoding.pieces().size() && isOfText(at)) {
      at++;
    }
    end = at;
  }

  private boolean isOfText(int piece) {
    return encoding.pieces().get(piece) instanceof Piece.InText in && in.segment() == 2;
  }

  /** Returns how many pieces stand around those of the text in each window. */
  int around() {
    return encoding.pieces().size() - (end - first);
  }

  /**
   * Returns windows that cover the text: of as many pieces as there is room for, the next beginning
   * before the end of the last.
   *
   * @param room pieces of the text in a window, at least 1
   * @param overlap pieces that two neighbours share, fewer than there is room for
   */
  List<Window> windows(int room, int overlap) {
    List<Window> windows = new ArrayList<>();
    int to = first;
    for (int from = first; to < end; from += room - overlap) {
      to = Math.min(from + room, end);
      windows.add(window(from, to));
    }
    return windows;
  }

  private Window window(int from, int to) {
    return to - from == end - first
        ? new Window(from, to, encoding)
        : new Window(
            from,
            to,
            KeptPieces.of(pair, encoding, i -> i < first || i >= end || (i >= from && i < to)));
  }

  /**
   * Reads the logits of a window.
   *
   * @param logits of each of its pieces: that an answer begins there, and ends there (T, 2)
   * @param most pieces of an answer
   */
  void read(Window window, Tensor logits, int most) {
    double[] starts = probabilities(window, logits, 0);
    double[] ends = probabilities(window, logits, 1);
    int pieces = window.to() - window.from();
    if (starts.length > pieces) {
      double here = starts[pieces] * ends[pieces];
      none = OptionalDouble.of(Math.min(here, none.orElse(here)));
    }
    Map<Long, Double> scores = new HashMap<>();
    for (int i = 0; i < pieces; i++) {
      for (int j = i; j < Math.min(pieces, i + most); j++) {
        scores.merge(words(window.from() + i, window.from() + j), starts[i] * ends[j], Math::max);
      }
    }
    best = best(Stream.concat(best.stream(), best(spans(scores)).stream()));
  }

  /**
   * Returns the softmax over the pieces of the text in a window and, behind them, the piece that
   * the model puts first, if it puts one there.
   */
  private double[] probabilities(Window window, Tensor logits, int column) {
    boolean opened = encoding.pieces().getFirst() instanceof Piece.Added;
    int pieces = window.to() - window.from();
    double[] own = new double[opened ? pieces + 1 : pieces];
    for (int i = 0; i < pieces; i++) {
      own[i] = logits.at(first + i).get(column);
    }
    if (opened) {
      own[pieces] = logits.at(0).get(column);
    }
    return Probabilities.softmax(own);
  }

  /** Returns the words of two pieces as one number. */
  private long words(int from, int to) {
    return (long) encoding.pieces().get(from).word() << Integer.SIZE
        | encoding.pieces().get(to).word();
  }

  private static Stream<Span> spans(Map<Long, Double> scores) {
    return scores.entrySet().stream().map(entry -> {
      long words = entry.getKey();
      return new Span((int) (words >>> Integer.SIZE), (int) words, entry.getValue());
    });
  }

  /** Returns the best of several spans, each once, with its largest score. */
  private List<Span> best(Stream<Span> spans) {
    return spans
        .collect(() -> new HashMap<Long, Span>(), AnswerSearch::keepLarger, Map::putAll)
        .values()
        .stream()
        .sorted(BEST_FIRST)
        .limit(top)
        .toList();
  }

  private static void keepLarger(Map<Long, Span> all, Span span) {
    all.merge(
        (long) span.first() << Integer.SIZE | span.last(),
        span,
        (one, other) -> one.score() >= other.score() ? one : other);
  }

  /** Returns the best answers of all windows. */
  Answers answers() {
    return new Answers(best.stream().map(this::answer).toList(), none);
  }

  private Answer answer(Span span) {
    Word from = encoding.words().get(span.first());
    Word to = encoding.words().get(span.last());
    int start = inText(from.pieces().getFirst()).start();
    int stop = inText(to.pieces().getLast()).end();
    return new Answer(pair.segment(2).substring(start, stop), start, stop, (float) span.score());
  }

  private Piece.InText inText(int piece) {
    return (Piece.InText) encoding.pieces().get(piece);
  }
}
