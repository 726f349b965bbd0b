package io.blick.cli;

import io.blick.core.tensor.Parallel;
import io.blick.lens.corpus.TextLines;
import io.blick.lens.measure.Profile;
import io.blick.lens.trace.Reading;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What {@code heads TEXT…} and {@code heads --corpus} answer. */
final class ProfileAnswer {
  private ProfileAnswer() {}

  /** Measures and writes. */
  static void write(Given given, Desk desk) throws IOException {
    check(given);
    TextFormat format = given.choice(Options.FORMAT, TextFormat.class);
    ModelChoice choice = ModelChoice.of(given);
    Output output = Output.of(given, desk);
    try (Source source = source(given, desk);
        TextModel model = choice.open(desk)) {
      Profile profile = source.measured(model, desk);
      switch (format) {
        case TEXT -> output.write(ProfileText.of(profile, output.canvas()));
        case JSON -> output.write(out -> Json.line(out, json -> ProfileJson.write(json, profile)));
      }
    }
  }

  private static void check(Given given) {
    List<String> texts = given.parameters();
    if (given.has(Options.CORPUS) && !texts.isEmpty()) {
      throw new UsageException("TEXT and --corpus exclude each other; give one");
    }
    if (!given.has(Options.CORPUS) && texts.isEmpty()) {
      throw new UsageException(
          "TEXT is missing; quote it, or give - to read standard input, or --corpus FILE");
    }
    if (texts.stream().filter(StandardInput.SIGN::equals).count() > 1) {
      throw new UsageException("TEXT must not be -, standard input, more than once");
    }
  }

  private static Source source(Given given, Desk desk) throws IOException {
    if (given.has(Options.CORPUS)) {
      Path file = CorpusFile.of(given, Options.CORPUS);
      return new Corpus(TextLines.open("corpus", file), TextLines.count(file));
    }
    List<String> texts = new ArrayList<>();
    for (String text : given.parameters()) {
      texts.add(StandardInput.or(text, desk));
    }
    return new Texts(texts);
  }

  /** Where texts come from. */
  private sealed interface Source extends AutoCloseable {
    /** Runs them. */
    Profile measured(TextModel model, Desk desk);

    @Override
    default void close() {}
  }

  /** Texts of the arguments: each must fit. */
  private record Texts(List<String> all) implements Source {
    @Override
    public Profile measured(TextModel model, Desk desk) {
      List<Reading> readings = all.stream().map(text -> Reading.of(model, text)).toList();
      Segments.note(model, all, desk);
      try (Parallel cores = Parallel.ofCores()) {
        return Profile.on(cores, model, readings);
      }
    }
  }

  /** A file of texts: what does not fit is counted. */
  private record Corpus(TextLines lines, OptionalLong count) implements Source {
    @Override
    public Profile measured(TextModel model, Desk desk) {
      try (Parallel cores = Parallel.ofCores();
          CountBar bar = new CountBar(desk, "texts", count)) {
        return Profile.on(cores, model, lines, bar);
      }
    }

    @Override
    public void close() {
      lines.close();
    }
  }
}
