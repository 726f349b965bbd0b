package io.blick.lens.report.heads;

import io.blick.core.tensor.Parallel;
import io.blick.lens.argument.Required;
import io.blick.lens.draw.Numbers;
import io.blick.lens.draw.TextPage;
import io.blick.lens.induction.Induction;
import io.blick.lens.induction.InductionHead;
import io.blick.lens.json.Json;
import io.blick.lens.json.JsonWriter;
import io.blick.lens.report.RequestException;
import io.blick.lens.report.Result;
import io.blick.lens.report.request.Threads;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.text.Terminal;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.Head;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The heads of a language model that go by what was said before, in random pieces said twice.
 *
 * @param induction the numbers
 */
public record InductionResult(Induction induction) implements Result {
  /** Heads that people are shown. */
  private static final int SHOWN = 10;

  private List<Column<InductionHead>> columns() {
    return List.of(
        Column.head(InductionHead::head),
        Column.number("induction", 3, InductionHead::induction),
        Column.number("previous", 3, InductionHead::previous),
        Column.number("duplicate", 3, InductionHead::duplicate),
        Column.number("low", 3, one -> one.interval().low()),
        Column.number("high", 3, one -> one.interval().high()),
        Column.number("uniform", 3, _ -> induction.uniform()));
  }

  /**
   * Measures on all cores.
   *
   * @throws RequestException if the model has no next-piece head, or a sequence does not fit it
   */
  public static InductionResult of(TextModel model, InductionRequest request) {
    return of(new Threads.Own(), model, request);
  }

  /**
   * Does the same on the caller's threads, which stay open.
   *
   * @throws RequestException if the model has no next-piece head, or a sequence does not fit it
   */
  public static InductionResult of(Parallel threads, TextModel model, InductionRequest request) {
    return of(Threads.of("induction", threads), model, request);
  }

  private static InductionResult of(Threads threads, TextModel model, InductionRequest request) {
    Required.of("induction", "model", model);
    Required.of("induction", "request", request);
    try {
      return new InductionResult(threads.forMany(
          all -> Induction.on(all, model, request.repeats(), request.length(), request.seed())));
    } catch (IllegalArgumentException wrong) {
      throw new RequestException("", String.valueOf(wrong.getMessage()));
    }
  }

  @Override
  public String text(Terminal terminal) {
    var page = new TextPage(terminal.columns());
    page.sentence(title());
    page.sentence("induction: weight of a piece, when it is said again, on the piece that followed"
        + " it before, with a 95 % interval over sequences; previous: on the piece before it;"
        + " duplicate: on the piece itself where it was said first. A head that spreads evenly over"
        + " what it sees has " + number(induction.uniform()) + " of each.");
    page.blank();
    List<InductionHead> shown = induction.heads().stream().limit(SHOWN).toList();
    new Table<>(columns(), shown).text(page, terminal);
    page.blank().sentence(loss());
    page.sentence("Random pieces are no text: a head that finds them again can do so, which is not"
        + " what it mostly does. The silenced heads were chosen on these same sequences, and no"
        + " other heads were silenced beside them for comparison.");
    return page.toString();
  }

  private String title() {
    return "heads that go by what was said before · %s · %d heads · %d × %d random pieces, twice"
        .formatted(
            Visible.text(induction.model()),
            induction.heads().size(),
            induction.repeats(),
            induction.length());
  }

  private String loss() {
    String names = induction.silenced().stream().map(Head::name).collect(Collectors.joining(", "));
    return "Loss, nats a piece: %s when the pieces are said first, %s when they are said again,"
            .formatted(number(induction.first()), number(induction.second()))
        + " and then %s with %s silenced.".formatted(number(induction.secondSilenced()), names);
  }

  private static String number(double number) {
    return Numbers.fixed(number, 3);
  }

  @Override
  public void json(OutputStream out) throws IOException {
    Json.line(
        out,
        json -> json.text("model", induction.model())
            .count("repeats", induction.repeats())
            .count("length", induction.length())
            .count("seed", induction.seed())
            .objects("heads", induction.heads(), this::head)
            .object("loss", this::loss));
  }

  private void head(JsonWriter json, InductionHead one) throws IOException {
    json.head(one.head())
        .number("induction", one.induction())
        .number("previous", one.previous())
        .number("duplicate", one.duplicate())
        .interval(one.interval())
        .number("uniform", induction.uniform());
  }

  private void loss(JsonWriter json) throws IOException {
    json.number("first", induction.first())
        .number("second", induction.second())
        .objects("silenced", induction.silenced(), JsonWriter::head)
        .number("secondSilenced", induction.secondSilenced());
  }

  @Override
  public void tsv(OutputStream out) throws IOException {
    new Table<>(columns(), induction.heads()).tsv(out);
  }
}
