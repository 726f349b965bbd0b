package io.blick.lens.report.senses;

import io.blick.core.tensor.Parallel;
import io.blick.lens.argument.Required;
import io.blick.lens.picture.SensesPicture;
import io.blick.lens.report.Progress;
import io.blick.lens.report.Result;
import io.blick.lens.report.request.Notes;
import io.blick.lens.report.request.NumberedTexts;
import io.blick.lens.report.request.RequestedHeads;
import io.blick.lens.report.request.Threads;
import io.blick.lens.senses.Occurrence;
import io.blick.lens.senses.Senses;
import io.blick.lens.senses.SimilarityMatrix;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextException;
import io.blick.lens.trace.TextUnits;
import io.blick.lens.trace.Trace;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The similarity of one word's vectors in several texts.
 *
 * @param senses the word in each text, and the comparisons of the texts
 * @param forms the forms of the word that were asked for
 * @param formsInTexts of each text, which of the forms its word has
 * @param notes what a reader should know beside the numbers
 */
public record SensesResult(
    Senses senses, List<String> forms, List<String> formsInTexts, List<String> notes)
    implements Result {
  private static final List<Column<Cosine>> COLUMNS = List.of(
      Column.count("hidden", Cosine::hidden),
      Column.count("first", Cosine::first),
      Column.count("second", Cosine::second),
      Column.number("cosine", 3, Cosine::cosine),
      Column.maybe("others", 3, Cosine::background));

  /** Copies the lists. */
  public SensesResult {
    forms = List.copyOf(forms);
    formsInTexts = List.copyOf(formsInTexts);
    notes = List.copyOf(notes);
  }

  /** Makes the result for a word of one form. */
  public SensesResult(Senses senses, List<String> notes) {
    this(
        senses,
        List.of(senses.word()),
        senses.texts().stream().map(_ -> senses.word()).toList(),
        notes);
  }

  /** Returns the word: as it stands in the first text, or all forms with commas between them. */
  public String word() {
    return forms.size() == 1 ? senses.word() : String.join(",", forms);
  }

  /**
   * Runs the texts.
   *
   * @param progress receives how many texts are done
   * @throws io.blick.lens.report.RequestException if the model has no such layer
   * @throws TextException if the model cannot run one of the texts, or if that text lacks the word;
   *     the message has the number of the text, from 1
   */
  public static SensesResult of(TextModel model, SensesRequest request, Progress progress) {
    return of(new Threads.Own(), model, request, progress);
  }

  /**
   * Does the same on the caller's threads, which stay open.
   *
   * @throws io.blick.lens.report.RequestException if the model has no such layer
   * @throws TextException if the model cannot run one of the texts, or if that text lacks the word;
   *     the message has the number of the text, from 1
   */
  public static SensesResult of(
      Parallel threads, TextModel model, SensesRequest request, Progress progress) {
    return of(Threads.of("senses", threads), model, request, progress);
  }

  private static SensesResult of(
      Threads threads, TextModel model, SensesRequest request, Progress progress) {
    Required.of("senses", "model", model);
    Required.of("senses", "request", request);
    Required.of("senses", "progress", progress);
    request.layer().ifPresent(layer -> RequestedHeads.checkLayer(model, layer));
    int chosen = 1 + request.layer().orElse(model.layers() - 1);
    var notes = new Notes();
    List<WordInText> words = find(model, request, notes);
    words.forEach(word -> notes.addDecomposed(model, word.reading()));
    List<Occurrence> occurrences = threads.forMany(all -> run(all, model, words, progress));
    return new SensesResult(
        Senses.of(occurrences, chosen),
        request.forms(),
        words.stream().map(word -> word.found().form()).toList(),
        notes.all());
  }

  private static List<Occurrence> run(
      Parallel threads, TextModel model, List<WordInText> words, Progress progress) {
    List<Occurrence> occurrences = new ArrayList<>();
    try (Progress.Counter counter = progress.count("texts", OptionalLong.of(words.size()))) {
      for (WordInText word : words) {
        occurrences.add(word.run(threads, model));
        counter.accept(occurrences.size());
      }
    }
    return occurrences;
  }

  private static List<WordInText> find(TextModel model, SensesRequest request, Notes notes) {
    var forms = new WordForms(request, notes);
    List<WordInText> found = new ArrayList<>();
    for (String text : request.texts()) {
      int number = found.size() + 1;
      found.add(NumberedTexts.numbered(number, () -> {
        Reading reading = Reading.of(model, text);
        TextUnits words = reading.units(Granularity.WORDS);
        WordForms.Found word = forms.find(words, "TEXT " + number);
        Occurrence.check(words, word.index());
        return new WordInText(number, reading, word);
      }));
    }
    return found;
  }

  /** The word of the request in one text. */
  private record WordInText(int number, Reading reading, WordForms.Found found) {
    Occurrence run(Parallel threads, TextModel model) {
      return NumberedTexts.numbered(
          number, () -> Occurrence.of(Trace.on(threads, model, reading), found.index()));
    }
  }

  @Override
  public String text(Terminal terminal) {
    return new SensesPicture(senses, word()).text(terminal);
  }

  /** Returns the plane of the vectors as one SVG document without scripts or references. */
  public String svg() {
    return new SensesPicture(senses, word()).svg();
  }

  @Override
  public void json(OutputStream out) throws IOException {
    SensesJson.write(this, out);
  }

  @Override
  public void tsv(OutputStream out) throws IOException {
    List<Cosine> rows = new ArrayList<>();
    for (SimilarityMatrix layer : senses.layers()) {
      for (int first = 0; first < senses.texts().size(); first++) {
        for (int second = first + 1; second < senses.texts().size(); second++) {
          rows.add(new Cosine(
              layer.index(), first, second, layer.cosine(first, second), layer.background()));
        }
      }
    }
    new Table<>(COLUMNS, rows).tsv(out);
  }

  /** The cosine of the word's vectors in two texts, in one of the hidden states. */
  private record Cosine(
      int hidden, int first, int second, double cosine, OptionalDouble background) {}
}
