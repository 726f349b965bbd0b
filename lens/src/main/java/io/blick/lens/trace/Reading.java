package io.blick.lens.trace;

import io.blick.lens.text.Visible;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import java.util.List;

/**
 * A text as a model reads it, known to fit: each segment has a piece of its own, and all pieces
 * together have a position.
 *
 * @param model its name
 * @param segments one or two texts
 * @param encoding their pieces and words
 */
record Reading(String model, List<String> segments, Encoding encoding) {

  static Reading of(TextModel model, String text) {
    return checked(model, List.of(text), model.tokenizer().encode(text));
  }

  static Reading of(TextModel model, String text, String second) {
    return checked(model, List.of(text, second), model.tokenizer().encode(text, second));
  }

  private static Reading checked(TextModel model, List<String> segments, Encoding encoding) {
    for (int segment = 1; segment <= segments.size(); segment++) {
      if (!hasPiece(encoding, segment)) {
        throw new TextException("%s: there must be at least one piece of its own; got none"
            .formatted(segment == 1 ? "text" : "second text"));
      }
    }
    int pieces = encoding.pieces().size();
    if (pieces > model.positions()) {
      throw new TextException(
          "text: it must have at most %s pieces, the positions of %s; got %s; shorten it"
              .formatted(model.positions(), Visible.text(model.name()), pieces));
    }
    return new Reading(model.name(), segments, encoding);
  }

  private static boolean hasPiece(Encoding encoding, int segment) {
    return encoding.pieces().stream()
        .anyMatch(piece -> piece instanceof Piece.InText own && own.segment() == segment);
  }
}
