package io.blick.cli;

import io.blick.core.tensor.Parallel;
import io.blick.lens.corpus.GapFile;
import io.blick.lens.corpus.TextLines;
import io.blick.lens.measure.Pronouns;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What {@code heads --pronouns} answers. */
final class PronounsAnswer {
  private PronounsAnswer() {}

  /** Measures and writes. */
  static void write(Given given, Desk desk) throws IOException {
    TextFormat format = given.choice(Options.FORMAT, TextFormat.class);
    ModelChoice choice = ModelChoice.of(given);
    Output output = Output.of(given, desk);
    Path file = CorpusFile.of(given, Options.PRONOUNS);
    try (TextModel model = choice.open(desk)) {
      Pronouns pronouns = measured(model, file, desk);
      switch (format) {
        case TEXT -> output.write(PronounsText.of(pronouns, output.canvas()));
        case JSON ->
          output.write(out -> Json.line(out, json -> PronounsJson.write(json, pronouns)));
      }
    }
  }

  private static Pronouns measured(TextModel model, Path file, Desk desk) {
    // All lines but the first, which names the columns.
    OptionalLong examples =
        TextLines.count(file).stream().map(lines -> Math.max(0, lines - 1)).findFirst();
    try (GapFile source = GapFile.open(file);
        Parallel cores = Parallel.ofCores();
        CountBar bar = new CountBar(desk, "pronouns", examples)) {
      return Pronouns.on(cores, model, source, bar);
    }
  }
}
