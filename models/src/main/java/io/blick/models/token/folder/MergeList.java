package io.blick.models.token.folder;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.blick.models.format.FormatException;
import io.blick.models.format.json.JsonStream;
import io.blick.models.token.bpe.BytePieces;
import io.blick.models.token.bpe.Merges;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The merges of a tokenizer.json: each a text with a blank between two pieces, or two texts. */
final class MergeList {
  private final JsonStream stream;
  private final List<String> lefts = new ArrayList<>();
  private final List<String> rights = new ArrayList<>();

  MergeList(JsonStream stream) {
    this.stream = stream;
  }

  /** Reads the list, whose beginning is the current token. */
  void read(JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_ARRAY) {
        lefts.add(text(parser));
        rights.add(text(parser));
        if (parser.nextToken() != JsonToken.END_ARRAY) {
          throw wrong(parser);
        }
      } else if (parser.currentToken() == JsonToken.VALUE_STRING) {
        add(parser, parser.getText());
      } else {
        throw wrong(parser);
      }
    }
  }

  private String text(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.VALUE_STRING) {
      throw wrong(parser);
    }
    return parser.getText();
  }

  private void add(JsonParser parser, String both) {
    int blank = both.indexOf(' ');
    if (blank < 0 || both.indexOf(' ', blank + 1) >= 0) {
      throw wrong(parser);
    }
    lefts.add(both.substring(0, blank));
    rights.add(both.substring(blank + 1));
  }

  private FormatException wrong(JsonParser parser) {
    return stream.wrong(
        parser,
        "model.merges must be an array of two pieces each, as \"a b\" or [\"a\", \"b\"]; got other"
            + " text");
  }

  /** Returns the merges; both pieces and what they become must be pieces of the vocabulary. */
  Merges of(BytePieces vocabulary) {
    try {
      return Merges.of(vocabulary, lefts, rights);
    } catch (IllegalArgumentException e) {
      throw new FormatException(stream.format(), stream.file(), 0, "model." + e.getMessage());
    }
  }
}
