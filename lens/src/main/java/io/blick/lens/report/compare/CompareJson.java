package io.blick.lens.report.compare;

import io.blick.lens.json.Json;
import java.io.IOException;
import java.io.OutputStream;

/** The part of the JSON that is common to all kinds of {@link CompareResult}. */
final class CompareJson {
  private CompareJson() {}

  /**
   * Writes one object, which always has every key, as one line.
   *
   * @param numbers writes the differences: the keys {@code weights}, {@code ranking}, {@code pairs}
   */
  static void line(OutputStream out, CompareResult result, Json.Fields numbers) throws IOException {
    Json.line(out, json -> {
      json.line("first", result.first()::json)
          .line("second", result.second()::json)
          .objects(
              "aligned",
              result.alignment().matches(),
              (one, match) -> one.count("first", match.first()).count("second", match.second()))
          .counts("onlyFirst", result.alignment().onlyFirst())
          .counts("onlySecond", result.alignment().onlySecond());
      numbers.write(json);
    });
  }
}
