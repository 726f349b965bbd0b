package io.blick.lens.report.look;

import io.blick.lens.json.Json;
import io.blick.lens.json.JsonWriter;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Trace;
import io.blick.models.token.Encoding;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/** The part of the JSON that is common to all kinds of {@link LookResult}. */
final class LookJson {
  private LookJson() {}

  /**
   * Writes one object, which always has every key, as one line.
   *
   * @param granularity of the units that the numbers are between
   * @param edgeScore what the numbers are
   * @param numbers writes the numbers, from the key {@code layer} on
   */
  static void line(
      OutputStream out,
      Trace trace,
      Granularity granularity,
      EdgeScore edgeScore,
      Json.Fields numbers)
      throws IOException {
    List<String> segments = trace.segments();
    Json.line(out, json -> {
      json.text("model", trace.model())
          .text("text", segments.getFirst())
          .text("second", segments.stream().skip(1).findFirst())
          .count("layers", trace.layers())
          .count("heads", trace.heads());
      encoding(json, trace.encoding());
      json.text("unit", name(granularity)).text("measure", name(edgeScore));
      numbers.write(json);
    });
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
