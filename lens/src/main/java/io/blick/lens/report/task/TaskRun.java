package io.blick.lens.report.task;

import io.blick.core.tensor.Parallel;
import io.blick.lens.report.RequestException;
import io.blick.lens.report.request.Notes;
import io.blick.lens.report.request.Threads;
import io.blick.lens.trace.TextException;
import io.blick.models.task.TooLong;
import io.blick.models.task.UnfitTextException;
import io.blick.models.task.UnfitTextException.NoPiece;
import io.blick.models.task.UnfitTextException.NoRoom;
import io.blick.models.task.UnfitTextException.TooManyPieces;
import io.blick.models.text.TextModel;
import java.text.Normalizer;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** The run of a task over the texts of a request: its threads, errors and notes. */
final class TaskRun {
  private TaskRun() {}

  /**
   * Returns what does a task with a model.
   *
   * @throws RequestException if the model has no head for it
   */
  static <T> T worker(Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException noHead) {
      throw new RequestException("", String.valueOf(noHead.getMessage()));
    }
  }

  /**
   * Returns what a step makes of the texts of a request.
   *
   * @throws TextException if a text has no piece of its own
   * @throws RequestException if a text is too long and is not to be cut, or the second text of a
   *     pair has no piece
   */
  static <R> List<R> each(Threads threads, TaskTexts texts, Function<Parallel, List<R>> step) {
    try {
      return threads.forTexts(texts.texts(), step);
    } catch (UnfitTextException unfit) {
      throw error(texts, unfit);
    }
  }

  private static RuntimeException error(TaskTexts texts, UnfitTextException unfit) {
    String name = texts.numbers().name(unfit.index(), texts.texts().size());
    return switch (unfit.reason()) {
      case NoPiece(int segment) when segment == 2 -> noPiece("second");
      case TooManyPieces(int segments, int pieces, int most, String limit)
      when texts.tooLong() == TooLong.REFUSE ->
        new RequestException(
            "too-long",
            "must be cut for a text of more than %d pieces, %s; %s%s has %d"
                .formatted(most, limit, name, segments == 1 ? "" : " with its second", pieces));
      case NoPiece _, TooManyPieces _, NoRoom _ ->
        new TextException(name + " " + unfit.reason().sentence());
    };
  }

  /** Returns the error for a part of the request that is a text without pieces. */
  static RequestException noPiece(String field) {
    return new RequestException(field, "must have at least one piece of its own; got none");
  }

  /** Returns the notes on texts; those on each line of a file would be too many. */
  static List<String> notes(TextModel model, TaskTexts texts) {
    return switch (texts.numbers()) {
      case TextNumbers.All _ -> notes(model, texts.texts());
      case TextNumbers.Lines _ -> List.of();
    };
  }

  /** Returns the notes on texts. */
  static List<String> notes(TextModel model, List<String> texts) {
    var notes = new Notes();
    for (String text : texts) {
      // A text is read once more, but only where there may be something to note.
      if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
        notes.addDecomposed(model, List.of(text), model.tokenizer().encode(text));
      }
    }
    return notes.all();
  }
}
