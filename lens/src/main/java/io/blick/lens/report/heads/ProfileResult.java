package io.blick.lens.report.heads;

import io.blick.core.tensor.Parallel;
import io.blick.lens.argument.Required;
import io.blick.lens.corpus.TextLines;
import io.blick.lens.json.Json;
import io.blick.lens.json.JsonWriter;
import io.blick.lens.profile.HeadKind;
import io.blick.lens.profile.HeadProfile;
import io.blick.lens.profile.Profile;
import io.blick.lens.report.Progress;
import io.blick.lens.report.Result;
import io.blick.lens.report.request.Notes;
import io.blick.lens.report.request.NumberedTexts;
import io.blick.lens.report.request.RequestedWindow;
import io.blick.lens.report.request.Threads;
import io.blick.lens.run.SentencePieces;
import io.blick.lens.table.Table;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.Reading;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The profile of each head: what it does on average, over texts.
 *
 * @param profile the numbers
 * @param notes what a reader should know beside the numbers
 * @param window the pieces from which on a text was run in windows of so many; else empty
 * @param spelling of the pieces that the model adds
 */
public record ProfileResult(
    Profile profile, List<String> notes, OptionalInt window, Spelling spelling) implements Result {
  /** The rules by which heads get a name, in one sentence. */
  public static final String RULES = Spelling.BERT.rules();

  /** Copies the list. */
  public ProfileResult {
    notes = List.copyOf(notes);
    Required.of("profile", "spelling", spelling);
  }

  /** Makes the result of texts that were run at once by a model that adds [CLS] and [SEP]. */
  public ProfileResult(Profile profile, List<String> notes) {
    this(profile, notes, OptionalInt.empty(), Spelling.BERT);
  }

  /**
   * How the pieces that a model adds to a text are spelled.
   *
   * @param before those before it, such as [CLS]
   * @param after those behind it, such as [SEP]
   */
  public record Spelling(String before, String after) {
    private static final Spelling BERT = new Spelling("[CLS]", "[SEP]");

    /** Checks that there are both. */
    public Spelling {
      Required.of("profile", "piece before a text", before);
      Required.of("profile", "piece behind a text", after);
    }

    static Spelling of(SentencePieces pieces) {
      return new Spelling(pieces.beforeText(), pieces.afterText());
    }

    /** Returns the rules by which heads get a name. */
    String rules() {
      return String.format(
          Locale.ROOT,
          "A head is called positional from %.2f on the next piece, the previous or itself; sink"
              + " from %.2f on %s, %s and punctuation together; broad from an entropy of %.2f ln S;"
              + " it may have no name, or several.",
          HeadKind.POSITIONAL_MASS,
          HeadKind.SINK_MASS,
          before,
          after,
          HeadKind.BROAD_SHARE);
    }
  }

  /**
   * Measures on all cores.
   *
   * @param progress receives how many texts of a corpus are done
   * @throws io.blick.lens.trace.TextException if the model cannot run one of the texts
   * @throws io.blick.lens.corpus.CorpusException if a line of the corpus is no text, or the model
   *     can run none
   * @throws io.blick.lens.report.RequestException if there is no such file
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static ProfileResult of(TextModel model, ProfileRequest request, Progress progress) {
    return of(new Threads.Own(), model, checked(model, request, progress), progress);
  }

  /**
   * Does the same on the caller's threads, which stay open.
   *
   * @throws io.blick.lens.trace.TextException if the model cannot run one of the texts
   * @throws io.blick.lens.corpus.CorpusException if a line of the corpus is no text, or the model
   *     can run none
   * @throws io.blick.lens.report.RequestException if there is no such file
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static ProfileResult of(
      Parallel threads, TextModel model, ProfileRequest request, Progress progress) {
    return of(Threads.of("profile", threads), model, checked(model, request, progress), progress);
  }

  private static CheckedRequest<ProfileRequest> checked(
      TextModel model, ProfileRequest request, Progress progress) {
    CheckedRequest.require("profile", model, request, progress);
    return request.checked();
  }

  /** Measures on all cores, like the method above, what a checked request asks for. */
  public static ProfileResult of(
      TextModel model, CheckedRequest<ProfileRequest> checked, Progress progress) {
    return of(new Threads.Own(), model, checked, progress);
  }

  private static ProfileResult of(
      Threads threads, TextModel model, CheckedRequest<ProfileRequest> checked, Progress progress) {
    CheckedRequest.require("profile", model, checked, progress);
    ProfileRequest request = checked.request();
    OptionalInt window = request.window();
    window.ifPresent(pieces -> RequestedWindow.check(model, pieces));
    return switch (request.source()) {
      case ProfileRequest.Texts(List<String> texts) -> ofTexts(threads, model, texts, window);
      case ProfileRequest.Corpus(Path file) ->
        threads.forMany(all -> ofCorpus(all, model, file, window, checked.size(), progress));
    };
  }

  private static ProfileResult ofTexts(
      Threads threads, TextModel model, List<String> texts, OptionalInt window) {
    List<Reading> readings = window.isPresent()
        ? NumberedTexts.readOfAnyLength(model, texts)
        : NumberedTexts.read(model, texts);
    var notes = new Notes();
    readings.forEach(reading -> notes.addDecomposed(model, reading));
    Profile profile = threads.forMany(all -> Profile.on(all, model, readings, window));
    var pieces = new SentencePieces(model.tokenizer(), readings.getFirst().encoding());
    return new ProfileResult(profile, notes.all(), window, Spelling.of(pieces));
  }

  private static ProfileResult ofCorpus(
      Parallel threads,
      TextModel model,
      Path file,
      OptionalInt window,
      OptionalLong size,
      Progress progress) {
    try (TextLines texts = TextLines.open("corpus", file);
        Progress.Counter counter = progress.count("texts", size)) {
      Profile profile = Profile.on(threads, model, texts, window, counter);
      var pieces = new SentencePieces(model.tokenizer());
      return new ProfileResult(profile, List.of(), window, Spelling.of(pieces));
    }
  }

  @Override
  public String text(Terminal terminal) {
    return new ProfileText(this, terminal).text();
  }

  @Override
  public void json(OutputStream out) throws IOException {
    Json.line(
        out,
        json -> json.text("model", profile.model())
            .count("texts", profile.texts())
            .count("skipped", profile.skipped())
            .count("pieces", profile.pieces())
            .object(
                "thresholds",
                from -> from.number("positional", HeadKind.POSITIONAL_MASS)
                    .number("sink", HeadKind.SINK_MASS)
                    .number("broad", HeadKind.BROAD_SHARE))
            .objects("heads", profile.heads(), ProfileResult::head)
            .count(
                "window",
                window.isPresent() ? OptionalLong.of(window.getAsInt()) : OptionalLong.empty()));
  }

  private static void head(JsonWriter json, HeadProfile one) throws IOException {
    json.head(one.head())
        .number("entropy", one.entropy())
        .number("relativeEntropy", one.relativeEntropy())
        .number("distance", one.distance())
        .number("self", one.itself())
        .number("next", one.next())
        .number("previous", one.previous())
        .number("cls", one.cls())
        .number("sep", one.sep())
        .number("punctuation", one.punctuation())
        .texts("kinds", one.kinds().stream().map(HeadKind::label).toList());
  }

  @Override
  public void tsv(OutputStream out) throws IOException {
    new Table<>(ProfileText.columns(spelling), profile.heads()).tsv(out);
  }
}
