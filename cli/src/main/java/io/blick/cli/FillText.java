package io.blick.cli;

import io.blick.lens.measure.Prediction;
import io.blick.lens.picture.Terminal;
import io.blick.lens.text.Columns;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.Trace;
import java.util.List;
import java.util.Locale;

/** Guesses for people: each with its probability as a number and, on a terminal, as a bar. */
final class FillText {
  private static final int BAR = 40;

  private FillText() {}

  static String of(Trace trace, List<Guess> guesses, Terminal canvas) {
    StringBuilder text = new StringBuilder();
    trace.segments().forEach(segment -> text.append(Visible.text(segment)).append('\n'));
    for (Guess guess : guesses) {
      String mask = trace.encoding().pieces().get(guess.position()).text();
      text.append("\n%s, piece %d\n".formatted(Visible.text(mask), guess.position()));
      int widest = guess.predictions().stream()
          .mapToInt(one -> Columns.of(shown(one)))
          .max()
          .orElse(0);
      guess.predictions().forEach(prediction -> text.append(line(prediction, widest, canvas)));
    }
    return text.toString();
  }

  private static String shown(Prediction prediction) {
    return Visible.text(prediction.piece());
  }

  private static String line(Prediction prediction, int widest, Terminal canvas) {
    String row = String.format(
        Locale.ROOT,
        "  %.4f  %s  ",
        prediction.probability(),
        Columns.left(shown(prediction), widest));
    int room = Math.clamp(canvas.columns() - Columns.of(row), 1, BAR);
    return (row + canvas.bar(prediction.probability(), room)).stripTrailing() + "\n";
  }
}
