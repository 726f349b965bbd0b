package io.blick.lens.report.attribution;

import io.blick.lens.draw.Ink;
import io.blick.lens.draw.TextPage;
import io.blick.lens.picture.CaptionedMap;
import io.blick.lens.text.Terminal;

/** An {@link AttributionResult} as text for people. */
final class AttributionText {
  private AttributionText() {}

  static String of(AttributionResult result, Terminal terminal) {
    var sentences = new AttributionSentences(result);
    return result
        .mixing()
        .map(map -> map(result, sentences, map).text(terminal))
        .orElseGet(() -> words(result, sentences, terminal));
  }

  /** Returns the picture of mixing. */
  static CaptionedMap map(AttributionResult result, AttributionSentences sentences, float[][] map) {
    return new CaptionedMap(
        sentences.title(),
        sentences.model(),
        sentences.mixing(),
        sentences.correlation() + " " + sentences.caution(),
        result.units(),
        map);
  }

  private static String words(
      AttributionResult result, AttributionSentences sentences, Terminal terminal) {
    var page = new TextPage(terminal.columns());
    sentences.texts().forEach(page::sentence);
    page.title(new Ink(terminal.colours()), sentences.title() + " · " + sentences.model())
        .blank()
        .sentence(sentences.method())
        .sentence(sentences.distance())
        .sentence(sentences.attention())
        .sentence("* the largest distance")
        .blank();
    AttributionTables.words(result).text(page, terminal);
    return page.blank()
        .sentence(sentences.correlation())
        .blank()
        .sentence(sentences.caution())
        .toString();
  }
}
