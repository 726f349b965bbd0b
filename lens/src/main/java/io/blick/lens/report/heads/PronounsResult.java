package io.blick.lens.report.heads;

import io.blick.core.tensor.Parallel;
import io.blick.lens.argument.Required;
import io.blick.lens.coreference.NameHits;
import io.blick.lens.coreference.Pronouns;
import io.blick.lens.corpus.GapFile;
import io.blick.lens.json.Json;
import io.blick.lens.json.JsonWriter;
import io.blick.lens.report.Progress;
import io.blick.lens.report.Result;
import io.blick.lens.report.heads.HeadAccuracies.HeadHits;
import io.blick.lens.report.request.Threads;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.text.Terminal;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;

/**
 * The accuracy with which each head links a pronoun to the name that it means.
 *
 * @param pronouns the numbers
 */
public record PronounsResult(Pronouns pronouns) implements Result {
  private static final List<Column<HeadHits>> COLUMNS = Stream.concat(
          Stream.of(
              Column.<HeadHits>head(HeadHits::head),
              Column.<HeadHits>count("cases", HeadHits::cases)),
          HeadAccuracies.<HeadHits>columns(hits -> hits).stream())
      .toList();

  /**
   * Measures on all cores.
   *
   * @param progress receives how many examples are done
   * @throws io.blick.lens.corpus.CorpusException if a line is not an example, or there is none
   * @throws io.blick.lens.trace.TextException if no example has exactly one right name and fits the
   *     model
   * @throws io.blick.lens.report.RequestException if there is no such file
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static PronounsResult of(TextModel model, PronounsRequest request, Progress progress) {
    return of(new Threads.Own(), model, checked(request), progress);
  }

  /**
   * Does the same on the caller's threads, which stay open.
   *
   * @throws io.blick.lens.corpus.CorpusException if a line is not an example, or there is none
   * @throws io.blick.lens.trace.TextException if no example has exactly one right name and fits the
   *     model
   * @throws io.blick.lens.report.RequestException if there is no such file
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static PronounsResult of(
      Parallel threads, TextModel model, PronounsRequest request, Progress progress) {
    return of(Threads.of("pronouns", threads), model, checked(request), progress);
  }

  private static CheckedRequest<PronounsRequest> checked(PronounsRequest request) {
    return Required.of("pronouns", "request", request).checked();
  }

  /** Measures on all cores, like the method above, what a checked request asks for. */
  public static PronounsResult of(
      TextModel model, CheckedRequest<PronounsRequest> checked, Progress progress) {
    return of(new Threads.Own(), model, checked, progress);
  }

  private static PronounsResult of(
      Threads threads,
      TextModel model,
      CheckedRequest<PronounsRequest> checked,
      Progress progress) {
    Required.of("pronouns", "model", model);
    PronounsRequest request = Required.of("pronouns", "request", checked).request();
    Required.of("pronouns", "progress", progress);
    return threads.forMany(all -> {
      try (GapFile examples = GapFile.open(request.file());
          Progress.Counter counter = progress.count("pronouns", checked.size())) {
        return new PronounsResult(Pronouns.on(all, model, examples, counter));
      }
    });
  }

  @Override
  public String text(Terminal terminal) {
    return new PronounsText(pronouns, terminal).text();
  }

  @Override
  public void json(OutputStream out) throws IOException {
    Json.line(out, json -> {
      json.text("model", pronouns.model())
          .count("examples", pronouns.examples())
          .count("skipped", pronouns.skipped())
          .count("ambiguous", pronouns.ambiguous());
      HeadAccuracies.of(pronouns).json(json);
      json.objects("byGender", pronouns.genders(), this::gender).object("baselines", baselines -> {
        baselines(baselines, pronouns.all());
        baselines.number("random", Pronouns.CHANCE);
      });
    });
  }

  private void gender(JsonWriter json, Pronouns.OfGender one) throws IOException {
    json.text("gender", one.gender().label())
        .count("cases", one.hits().cases())
        .number("accuracy", one.hits().accuracy(pronouns.best()));
    baselines(json, one.hits());
  }

  private static void baselines(JsonWriter json, NameHits hits) throws IOException {
    json.number("nearest", hits.nearestAccuracy()).number("first", hits.firstAccuracy());
  }

  @Override
  public void tsv(OutputStream out) throws IOException {
    new Table<>(COLUMNS, HeadAccuracies.of(pronouns).heads()).tsv(out);
  }
}
