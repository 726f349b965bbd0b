package io.blick.models.token.folder;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.format.json.JsonStream;
import io.blick.models.token.unigram.UnigramPieces;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The pieces of a unigram model in a tokenizer.json: by row, each with its score. */
final class ScoreList {
  private final JsonStream stream;
  private final List<String> spellings = new ArrayList<>();
  private final List<Double> scores = new ArrayList<>();

  ScoreList(JsonStream stream) {
    this.stream = stream;
  }

  /** Reads the list, whose beginning is the current token. */
  void read(JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_ARRAY
          || parser.nextToken() != JsonToken.VALUE_STRING) {
        throw wrong(parser);
      }
      String spelling = parser.getText();
      if (parser.nextToken() == null || !parser.currentToken().isNumeric()) {
        throw wrong(parser);
      }
      double score = parser.getDoubleValue();
      if (!Double.isFinite(score)) {
        throw stream.wrong(
            parser,
            "the score of %s must be finite; got %s".formatted(Escaped.quoted(spelling), score));
      }
      spellings.add(spelling);
      scores.add(score);
      if (parser.nextToken() != JsonToken.END_ARRAY) {
        throw wrong(parser);
      }
    }
  }

  private FormatException wrong(JsonParser parser) {
    return stream.wrong(
        parser,
        "model.vocab must be an array of pieces and scores, as [\"a\", -3.5]; got other text");
  }

  /** Returns the pieces. */
  UnigramPieces pieces() {
    try {
      return new UnigramPieces(
          spellings.toArray(String[]::new),
          scores.stream().mapToDouble(score -> score).toArray(),
          scores.stream().mapToDouble(score -> score).min().orElse(0));
    } catch (IllegalArgumentException e) {
      throw new FormatException(
          stream.format(), stream.file(), 0, "model.vocab: " + e.getMessage());
    }
  }
}
