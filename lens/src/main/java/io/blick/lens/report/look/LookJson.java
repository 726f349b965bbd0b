package io.blick.lens.report.look;

import io.blick.lens.json.Json;
import io.blick.lens.json.JsonWriter;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.Trace;
import io.blick.lens.window.WindowedTrace;
import io.blick.models.token.Encoding;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** The part of the JSON that is common to all kinds of {@link LookResult}. */
final class LookJson {
  private LookJson() {}

  /** Writes one object, which always has every key, as one line: a text that was run at once. */
  static void line(OutputStream out, Trace trace, LookNumbers numbers) throws IOException {
    Json.line(out, json -> {
      text(json, trace.reading(), trace.layers(), trace.heads());
      numbers(json, numbers);
      json.nulls("window", "windows");
      numbers.measured(json);
    });
  }

  /** Writes the same object of a text that was run in windows. */
  static void line(OutputStream out, WindowedTrace trace, LookNumbers numbers) throws IOException {
    Json.line(out, json -> {
      text(json, trace.reading(), trace.layers(), trace.heads());
      numbers(json, numbers);
      json.count("window", trace.windows().size())
          .objects(
              "windows",
              trace.windows().all(),
              (one, window) -> one.count("from", window.from()).count("to", window.to()));
      numbers.measured(json);
    });
  }

  private static void text(JsonWriter json, Reading reading, int layers, int heads)
      throws IOException {
    json.text("model", reading.model())
        .text("text", reading.segments().getFirst())
        .text("second", reading.segments().stream().skip(1).findFirst())
        .count("layers", layers)
        .count("heads", heads);
    encoding(json, reading.encoding());
  }

  private static void numbers(JsonWriter json, LookNumbers numbers) throws IOException {
    json.text("unit", name(numbers.maps().units().granularity()))
        .text("measure", name(numbers.edgeScore()));
    numbers.json(json);
  }

  private static void encoding(JsonWriter json, Encoding encoding) throws IOException {
    json.objects(
        "pieces",
        encoding.pieces(),
        (one, piece) -> one.text("text", piece.text())
            .count("segment", piece.segment())
            .count("start", PieceOffsets.start(piece))
            .count("end", PieceOffsets.end(piece))
            .count("word", piece.word()));
    json.objects(
        "words",
        encoding.words(),
        (one, word) -> one.text("text", word.text()).counts("pieces", word.pieces()));
  }

  /** Returns a choice as the command spells it. */
  static String name(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
