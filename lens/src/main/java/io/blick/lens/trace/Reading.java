package io.blick.lens.trace;

import io.blick.lens.argument.Required;
import io.blick.lens.text.Visible;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import java.util.List;

/**
 * A text as a model reads it, checked: each segment has at least one piece of its own, and all
 * pieces together fit the model's positions. It is made once, and given to whatever runs the text.
 *
 * @param model name of the model
 * @param segments one or two texts
 * @param encoding pieces and words of the segments
 */
public record Reading(String model, List<String> segments, Encoding encoding) {

  /** Copies the list. */
  public Reading {
    Required.of("reading", "name of the model", model);
    segments = Required.all("reading", "texts", segments);
    Required.of("reading", "encoding", encoding);
    if (segments.isEmpty() || segments.size() > 2) {
      throw new IllegalArgumentException(
          "reading: a model reads one text or two; got %d".formatted(segments.size()));
    }
  }

  /**
   * Reads one text.
   *
   * @throws TextException if it has no piece of its own or more pieces than the model takes
   */
  public static Reading of(TextModel model, String text) {
    return of(model, List.of(Required.of("reading", "text", text)));
  }

  /**
   * Reads a text, or a pair of them.
   *
   * @param segments one or two
   * @throws TextException if one has no piece of its own, or all together have more pieces than the
   *     model takes
   * @throws IllegalArgumentException if they are not one or two
   */
  public static Reading of(TextModel model, List<String> segments) {
    Required.of("reading", "model", model);
    List<String> texts = Required.all("reading", "texts", segments);
    return switch (texts.size()) {
      case 1 -> checked(model, texts, model.tokenizer().encode(texts.getFirst()));
      case 2 -> checked(model, texts, pair(model, texts));
      default ->
        throw new IllegalArgumentException(
            "reading: a model reads one text or two; got %d".formatted(texts.size()));
    };
  }

  /**
   * Reads one text that is run in parts, and so may be longer than what the model takes at once.
   *
   * @throws TextException if it has no piece of its own
   */
  public static Reading ofAnyLength(TextModel model, String text) {
    Required.of("reading", "model", model);
    Required.of("reading", "text", text);
    Encoding encoding = model.tokenizer().encode(text);
    checkPieces(List.of(text), encoding);
    return new Reading(model.name(), List.of(text), encoding);
  }

  private static Encoding pair(TextModel model, List<String> texts) {
    if (model.head(TextHead.NextPieceHead.class).isPresent()) {
      throw new TextException(
          "second text: the model must read pairs; %s reads one text, from left to right; join the"
                  .formatted(Visible.text(model.name()))
              + " two in one");
    }
    return model.tokenizer().encode(texts.getFirst(), texts.getLast());
  }

  private static void checkPieces(List<String> segments, Encoding encoding) {
    for (int segment = 1; segment <= segments.size(); segment++) {
      if (!hasPiece(encoding, segment)) {
        throw new TextException("%s: there must be at least one piece of its own; got none"
            .formatted(segment == 1 ? "text" : "second text"));
      }
    }
  }

  private static Reading checked(TextModel model, List<String> segments, Encoding encoding) {
    checkPieces(segments, encoding);
    int pieces = encoding.pieces().size();
    if (!model.fits(pieces)) {
      throw new TextException(
          "text: it must have at most %s pieces, the positions of %s; got %s; shorten it"
              .formatted(model.positions(), Visible.text(model.name()), pieces),
          model.positions());
    }
    return new Reading(model.name(), segments, encoding);
  }

  private static boolean hasPiece(Encoding encoding, int segment) {
    return encoding.pieces().stream()
        .anyMatch(piece -> piece instanceof Piece.InText inText && inText.segment() == segment);
  }

  /** Returns the words or the pieces of the text. */
  public TextUnits units(Granularity granularity) {
    return TextUnits.of(encoding, granularity, segments);
  }
}
