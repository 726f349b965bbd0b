package io.blick.lens.report.task;

import io.blick.core.tensor.Parallel;
import io.blick.lens.argument.Required;
import io.blick.lens.draw.Numbers;
import io.blick.lens.draw.TextPage;
import io.blick.lens.json.Json;
import io.blick.lens.report.RequestException;
import io.blick.lens.report.Result;
import io.blick.lens.report.request.Threads;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.text.Terminal;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.TextException;
import io.blick.models.task.Answer;
import io.blick.models.task.Answerer;
import io.blick.models.task.Answers;
import io.blick.models.task.Question;
import io.blick.models.task.UnfitTextException;
import io.blick.models.task.UnfitTextException.NoPiece;
import io.blick.models.task.UnfitTextException.NoRoom;
import io.blick.models.task.UnfitTextException.TooManyPieces;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The answers that a text has to a question.
 *
 * @param request question and text
 * @param answers the answers
 * @param notes what a reader should know beside the answers
 */
public record AnswerResult(AnswerRequest request, Answers answers, List<String> notes)
    implements Result {
  private static final List<Column<Answer>> COLUMNS = List.of(
      Column.<Answer>number("score", 4, Answer::score).forPeople(),
      Column.text("text", Answer::text),
      Column.<Answer>count("start", Answer::start).forPrograms(),
      Column.<Answer>count("end", Answer::end).forPrograms(),
      Column.<Answer>number("score", 4, Answer::score).forPrograms());

  /** Copies the list. */
  public AnswerResult {
    notes = List.copyOf(notes);
  }

  /**
   * Looks for the answers.
   *
   * @throws RequestException if the model has no head for answers, or the question has no piece of
   *     its own or leaves no room for the text
   * @throws TextException if the text has no piece of its own
   */
  public static AnswerResult of(TextModel model, AnswerRequest request) {
    return of(new Threads.Own(), model, request);
  }

  /**
   * Does the same on the caller's threads, which stay open.
   *
   * @throws RequestException if the model has no head for answers, or the question has no piece of
   *     its own or leaves no room for the text
   * @throws TextException if the text has no piece of its own
   */
  public static AnswerResult of(Parallel threads, TextModel model, AnswerRequest request) {
    return of(Threads.of("answer", threads), model, request);
  }

  private static AnswerResult of(Threads threads, TextModel model, AnswerRequest request) {
    Required.of("answer", "model", model);
    Required.of("answer", "request", request);
    List<Question> questions = List.of(new Question(request.question(), request.text()));
    List<String> texts = List.of(request.question(), request.text());
    try (Answerer answerer = TaskRun.worker(() -> Answerer.of(model))) {
      Answers answers = threads.forTexts(
          texts, all -> answerer.answer(all, questions, request.top()).getFirst());
      return new AnswerResult(request, answers, TaskRun.notes(model, texts));
    } catch (UnfitTextException unfit) {
      throw error(unfit);
    }
  }

  private static RuntimeException error(UnfitTextException unfit) {
    return switch (unfit.reason()) {
      case NoPiece(int segment) when segment == 1 -> TaskRun.noPiece("question");
      case NoRoom(int pieces, int most) ->
        new RequestException(
            "question",
            "must leave room for TEXT among %d pieces; got %d; shorten it".formatted(most, pieces));
      case NoPiece _ -> new TextException("TEXT must have at least one piece of its own; got none");
      case TooManyPieces _ -> unfit;
    };
  }

  @Override
  public String text(Terminal terminal) {
    var page = new TextPage(terminal.columns());
    page.quote(Visible.text(request.question()));
    new Table<>(COLUMNS, answers.best()).text(page, terminal);
    answers.none().ifPresent(none -> page.add("no answer: " + Numbers.fixed(none, 4)));
    return page.toString();
  }

  @Override
  public void json(OutputStream out) throws IOException {
    Json.line(
        out,
        json -> json.text("question", request.question())
            .text("text", request.text())
            .objects(
                "answers",
                answers.best(),
                (one, answer) -> one.text("text", answer.text())
                    .count("start", answer.start())
                    .count("end", answer.end())
                    .number("score", answer.score()))
            .number("none", answers.none()));
  }

  @Override
  public void tsv(OutputStream out) throws IOException {
    new Table<>(COLUMNS, answers.best()).tsv(out);
  }
}
