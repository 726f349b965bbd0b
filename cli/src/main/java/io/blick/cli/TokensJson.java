package io.blick.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import java.io.IOException;

/** A text and its pieces in JSON. */
final class TokensJson {
  private TokensJson() {}

  static void write(JsonGenerator json, String text, Encoding encoding) throws IOException {
    json.writeStartObject();
    json.writeStringField("text", text);
    json.writeArrayFieldStart("pieces");
    for (Piece piece : encoding.pieces()) {
      json.writeStartObject();
      json.writeStringField("text", piece.text());
      offsets(json, piece);
      json.writeNumberField("word", piece.word());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Writes where a piece stands in its text; a piece that the model adds stands nowhere. */
  static void offsets(JsonGenerator json, Piece piece) throws IOException {
    switch (piece) {
      case Piece.InText inText -> {
        json.writeNumberField("start", inText.start());
        json.writeNumberField("end", inText.end());
      }
      case Piece.Added _ -> {
        json.writeNullField("start");
        json.writeNullField("end");
      }
    }
  }
}
