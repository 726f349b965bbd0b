package io.blick.models.task;

/**
 * The error for a text that a task cannot be done with: it has no piece of its own, or too many.
 * The message says which text of several is meant, counted from 1.
 */
public final class UnfitTextException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int index;
  private final transient Reason reason;

  UnfitTextException(String operation, int index, Reason reason) {
    super("%s: text %d %s".formatted(operation, index + 1, reason.sentence()));
    this.index = index;
    this.reason = reason;
  }

  /** Returns the index of the text among those of the call, from 0. */
  public int index() {
    return index;
  }

  /** Returns why the text does not fit. */
  public Reason reason() {
    return reason;
  }

  /** Why a text does not fit. */
  public sealed interface Reason {

    /** Returns what must hold of the text and what was given, to follow the text's name. */
    String sentence();
  }

  /**
   * A text without a piece of its own, such as an empty one.
   *
   * @param segment which text of a pair, 1 or 2; 1 of a single text
   */
  public record NoPiece(int segment) implements Reason {
    @Override
    public String sentence() {
      return segment == 1
          ? "must have at least one piece of its own; got none"
          : "must have a second text with at least one piece of its own; got none";
    }
  }

  /**
   * A text, or a pair of texts, of too many pieces.
   *
   * @param segments how many texts are read together, 1 or 2
   * @param pieces those of the texts, with the pieces that the model adds
   * @param most what the model takes
   * @param limit what sets it, such as {@code the positions of bert-base-uncased}
   */
  public record TooManyPieces(int segments, int pieces, int most, String limit) implements Reason {
    @Override
    public String sentence() {
      return "must have at most %d pieces%s, %s; got %d; shorten it or have it cut"
          .formatted(most, segments == 1 ? "" : " with its second text", limit, pieces);
    }
  }

  /**
   * A question that leaves no room for the text in which the answer is to be found.
   *
   * @param pieces those of the question, with the pieces that the model adds to a pair
   * @param most what the model takes of a question and at least one piece of the text
   */
  public record NoRoom(int pieces, int most) implements Reason {
    @Override
    public String sentence() {
      return "must have a question of at most %d pieces, so that there is room for the text; got %d"
              .formatted(most - 1, pieces)
          + "; shorten the question";
    }
  }
}
