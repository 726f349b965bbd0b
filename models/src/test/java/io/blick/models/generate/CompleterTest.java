package io.blick.models.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead.NextPieceHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Piece;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompleterTest {
  private static final String TEXT = "Katten";

  @TempDir
  private Path folder;

  private TextModel model;
  private Completer completer;

  @BeforeEach
  void open() {
    model = new TinyLlama().open(folder);
    completer = Completer.of(model);
  }

  @AfterEach
  void close() {
    model.close();
  }

  private static WritingOptions pieces(int count) {
    return WritingOptions.usual().withPieces(count);
  }

  private List<Integer> ids(String text) {
    return model.tokenizer().encode(text).pieces().stream().map(Piece::id).toList();
  }

  /** Returns the logits after the last piece, computed without a cache. */
  private double[] logits(List<Integer> ids) {
    NextPieceHead head = model.head(NextPieceHead.class).orElseThrow();
    try (EagerOps ops = EagerOps.on(new Parallel(1))) {
      int[] all = ids.stream().mapToInt(id -> id).toArray();
      Tensor hidden = model.last(ops, Batch.ofIds(List.of(all)));
      Tensor last = Tensor.of(new int[] {all.length - 1}, 1);
      return head.logits(ops, hidden, last).toDoubles();
    }
  }

  @Test
  void each_piece_is_the_likeliest_after_all_before_it() {
    Completion completion = completer.complete(TEXT, pieces(29));

    List<Integer> ids = new ArrayList<>(ids(TEXT));
    for (Written written : completion.pieces()) {
      double[] logits = logits(ids);
      int likeliest = IntStream.range(0, logits.length)
          .reduce((a, b) -> logits[b] > logits[a] ? b : a)
          .orElseThrow();
      double sum = Arrays.stream(logits).map(Math::exp).sum();

      assertThat(written.id()).isEqualTo(likeliest);
      // A softmax in float32 of 257 logits is within 1e-6 of that in float64.
      assertThat(written.logprob()).isCloseTo(logits[likeliest] - Math.log(sum), within(1e-5));
      ids.add(likeliest);
    }
  }

  @Test
  void all_that_was_written_is_told_as_it_comes() {
    List<Written> told = new ArrayList<>();
    StringBuilder shown = new StringBuilder();

    Completion completion = completer.complete(TEXT, pieces(29), (piece, text) -> {
      told.add(piece);
      shown.append(text);
    });

    assertThat(told).isEqualTo(completion.pieces());
    assertThat(shown.toString()).isEqualTo(completion.text());
  }

  @Test
  void the_number_of_pieces_and_of_positions_bounds_it() {
    assertThat(completer.complete(TEXT, pieces(7)).pieces()).hasSizeLessThanOrEqualTo(7);

    Completion full = completer.complete("x".repeat(TinyLlama.POSITIONS - 1), pieces(64));

    assertThat(full.pieces()).hasSizeLessThanOrEqualTo(2);
    assertThat(full.stopped()).isEqualTo(Stopped.LENGTH);
  }

  @Test
  void it_stops_before_a_text() {
    Completion whole = completer.complete(TEXT, pieces(29));
    String stop = whole.text().substring(3, 6);

    Completion stopped = completer.complete(TEXT, pieces(29).withStops(List.of(stop)));

    assertThat(stopped.text()).isEqualTo(whole.text().substring(0, whole.text().indexOf(stop)));
    assertThat(stopped.stopped()).isEqualTo(Stopped.STOP);
    assertThat(stopped.pieces())
        .isEqualTo(whole.pieces().subList(0, stopped.pieces().size()));
  }

  @Test
  void it_ends_with_a_piece_that_ends_texts() {
    Completion whole = completer.complete(TEXT, pieces(29));
    int end = whole.pieces().get(4).id();
    TinyLlama other = new TinyLlama();
    other.config().put("eos_token_id", List.of(TinyLlama.END, end));
    try (TextModel ending = other.open(folder)) {
      Completion ended = Completer.of(ending).complete(TEXT, pieces(29));

      int first = whole.pieces().stream().map(Written::id).toList().indexOf(end);
      assertThat(ended.pieces()).isEqualTo(whole.pieces().subList(0, first + 1));
      assertThat(ended.stopped()).isEqualTo(Stopped.END);
    }
  }

  @Test
  void threads_and_other_callers_change_nothing() throws InterruptedException {
    Completion one = on(1);
    List<Completion> others = new ArrayList<>();
    List<Thread> callers = new ArrayList<>();
    for (int threads = 1; threads <= 3; threads++) {
      int count = threads;
      callers.add(Thread.ofPlatform().start(() -> {
        Completion other = on(count);
        synchronized (others) {
          others.add(other);
        }
      }));
    }
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(others).hasSize(3).allMatch(one::equals);
  }

  private Completion on(int threads) {
    try (Parallel parallel = new Parallel(threads)) {
      return completer.complete(parallel, TEXT, pieces(19), (_, _) -> {});
    }
  }

  @Test
  void what_cannot_go_on_is_told_in_a_sentence() {
    assertThatThrownBy(() -> completer.complete("", pieces(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "complete: a text must have a piece from which it goes on; got none; give a text");
    assertThatThrownBy(() -> completer.complete("x".repeat(TinyLlama.POSITIONS), pieces(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("complete: a text must leave a position for what follows; got 97");
    assertThatThrownBy(() -> pieces(0)).hasMessage("complete: pieces must be at least 1; got 0");
    assertThatThrownBy(() -> pieces(1).withStops(List.of("a", "")))
        .hasMessage("complete: a text to stop at must not be empty; got '' among 2");
  }

  @Test
  void a_closed_model_says_so() {
    model.close();

    assertThatThrownBy(() -> completer.complete(TEXT, pieces(3)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("must be open to be run; got it closed");
  }
}
