package io.blick.lens.report.senses;

import io.blick.core.tensor.Parallel;
import io.blick.lens.picture.SensesPicture;
import io.blick.lens.report.Progress;
import io.blick.lens.report.Result;
import io.blick.lens.report.request.Notes;
import io.blick.lens.report.request.NumberedTexts;
import io.blick.lens.report.request.RequestedHeads;
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
 * How alike a word is to itself in several texts.
 *
 * @param senses the word in each text, and the texts beside each other
 * @param notes what a reader should know beside them
 */
public record SensesResult(Senses senses, List<String> notes) implements Result {
  private static final List<Column<Cosine>> COLUMNS = List.of(
      Column.count("hidden", Cosine::hidden),
      Column.count("first", Cosine::first),
      Column.count("second", Cosine::second),
      Column.number("cosine", 3, Cosine::cosine),
      Column.maybe("others", 3, Cosine::others));

  /** Copies the list. */
  public SensesResult {
    notes = List.copyOf(notes);
  }

  /**
   * Runs the texts.
   *
   * @param progress is told how many texts are done
   * @throws io.blick.lens.report.RequestException if the model has no such layer
   * @throws TextException if the model cannot run one of the texts, or if that has not the word,
   *     saying which text by its number, from 1
   */
  public static SensesResult of(TextModel model, SensesRequest request, Progress progress) {
    request.layer().ifPresent(layer -> RequestedHeads.checkLayer(model, layer));
    int chosen = 1 + request.layer().orElse(model.layers() - 1);
    var notes = new Notes();
    List<Place> places = places(model, request, notes);
    places.forEach(place -> notes.compositions(model, place.reading()));
    List<Occurrence> occurrences = new ArrayList<>();
    try (Parallel threads = Parallel.ofCores();
        Progress.Counter counter = progress.count("texts", OptionalLong.of(places.size()))) {
      for (Place place : places) {
        occurrences.add(place.run(threads, model));
        counter.accept(occurrences.size());
      }
    }
    return new SensesResult(Senses.of(occurrences, chosen), notes.all());
  }

  private static List<Place> places(TextModel model, SensesRequest request, Notes notes) {
    List<Place> places = new ArrayList<>();
    for (String text : request.texts()) {
      int number = places.size() + 1;
      places.add(NumberedTexts.of(number, () -> {
        Reading reading = Reading.of(model, text);
        TextUnits words = reading.units(Granularity.WORDS);
        int word = notes.find(words, request.word(), "TEXT " + number);
        Occurrence.check(words, word);
        return new Place(number, reading, word);
      }));
    }
    return places;
  }

  /** Where the word stands in one text. */
  private record Place(int number, Reading reading, int word) {
    Occurrence run(Parallel threads, TextModel model) {
      return NumberedTexts.of(number, () -> Occurrence.of(Trace.on(threads, model, reading), word));
    }
  }

  @Override
  public String text(Terminal terminal) {
    return new SensesPicture(senses).text(terminal);
  }

  /** Returns the plane of the vectors as one SVG document, without scripts or references. */
  public String svg() {
    return new SensesPicture(senses).svg();
  }

  @Override
  public void json(OutputStream out) throws IOException {
    SensesJson.write(senses, out);
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
  private record Cosine(int hidden, int first, int second, double cosine, OptionalDouble others) {}
}
