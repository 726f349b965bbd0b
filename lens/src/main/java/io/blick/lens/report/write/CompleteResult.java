package io.blick.lens.report.write;

import io.blick.core.tensor.Parallel;
import io.blick.lens.argument.Required;
import io.blick.lens.json.Json;
import io.blick.lens.report.RequestException;
import io.blick.lens.report.Result;
import io.blick.lens.report.request.Threads;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.text.Terminal;
import io.blick.models.generate.Choosing;
import io.blick.models.generate.Completer;
import io.blick.models.generate.Completion;
import io.blick.models.generate.WritingListener;
import io.blick.models.generate.Written;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/**
 * How a text went on.
 *
 * @param model the model's name
 * @param text the text
 * @param completion what was written
 * @param seed with which pieces were drawn, 0 where none were
 */
public record CompleteResult(String model, String text, Completion completion, long seed)
    implements Result {
  private static final List<Column<Written>> COLUMNS = List.of(
      Column.count("id", Written::id),
      Column.text("text", Written::text),
      Column.number("logprob", 4, Written::logprob));

  /**
   * Lets the text go on.
   *
   * @param listener is told of each piece as it comes
   * @throws RequestException if the model has no next-piece head, or the text no piece or too many
   */
  public static CompleteResult of(
      TextModel model, CompleteRequest request, WritingListener listener) {
    return of(new Threads.Own(), model, request, listener);
  }

  /**
   * Does the same on the caller's threads, which stay open.
   *
   * @throws RequestException if the model has no next-piece head, or the text no piece or too many
   */
  public static CompleteResult of(
      Parallel threads, TextModel model, CompleteRequest request, WritingListener listener) {
    return of(Threads.of("complete", threads), model, request, listener);
  }

  private static CompleteResult of(
      Threads threads, TextModel model, CompleteRequest request, WritingListener listener) {
    Required.of("complete", "model", model);
    Required.of("complete", "request", request);
    Required.of("complete", "listener", listener);
    try {
      Completer completer = Completer.of(model);
      Completion completion = threads.forMany(
          all -> completer.complete(all, request.text(), request.options(), listener));
      long seed = switch (request.options().choosing()) {
        case Choosing.Likeliest _ -> 0;
        case Choosing.Drawn drawn -> drawn.seed();
      };
      return new CompleteResult(model.name(), request.text(), completion, seed);
    } catch (IllegalArgumentException wrong) {
      throw new RequestException("", String.valueOf(wrong.getMessage()));
    }
  }

  /** Returns what was written, and a line feed. */
  @Override
  public String text(Terminal terminal) {
    return completion.text() + "\n";
  }

  @Override
  public void json(OutputStream out) throws IOException {
    Json.line(
        out,
        json -> json.text("model", model)
            .text("text", text)
            .text("completion", completion.text())
            .objects(
                "pieces",
                completion.pieces(),
                (one, piece) -> one.count("id", piece.id())
                    .text("text", piece.text())
                    .number("logprob", piece.logprob()))
            .text("stopped", completion.stopped().name().toLowerCase(Locale.ROOT))
            .count("seed", seed));
  }

  @Override
  public void tsv(OutputStream out) throws IOException {
    new Table<>(COLUMNS, completion.pieces()).tsv(out);
  }
}
