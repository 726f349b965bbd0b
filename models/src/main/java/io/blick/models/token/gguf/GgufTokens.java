package io.blick.models.token.gguf;

import io.blick.models.format.Escaped;
import io.blick.models.token.added.AddedPiece;
import io.blick.models.token.added.AddedToken;
import io.blick.models.token.bpe.BytePieces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The tokens of a GGUF file, by row, and what each is.
 *
 * @param spellings the spelling of each; an empty one is no piece
 * @param kinds what each is
 */
record GgufTokens(List<String> spellings, List<Kind> kinds) {

  /** What a token is, in the order of the numbers that say so, from 1. */
  enum Kind {
    NORMAL,
    UNKNOWN,
    CONTROL,
    USER_DEFINED,
    UNUSED,
    BYTE
  }

  /** Reads them. Where the file does not say what they are, all are normal. */
  static GgufTokens read(GgufKeys keys) {
    List<String> spellings = keys.texts("tokens");
    if (!keys.has("token_type")) {
      return new GgufTokens(spellings, spellings.stream().map(_ -> Kind.NORMAL).toList());
    }
    Kind[] all = Kind.values();
    List<Kind> kinds = new ArrayList<>(spellings.size());
    for (long code : keys.wholes("token_type", spellings.size())) {
      if (code < 1 || code > all.length) {
        throw keys.wrong("tokenizer.ggml.token_type must be of numbers from 1 to 6; got %d for %s"
            .formatted(code, Escaped.quoted(spellings.get(kinds.size()))));
      }
      kinds.add(all[(int) code - 1]);
    }
    return new GgufTokens(spellings, kinds);
  }

  int size() {
    return spellings.size();
  }

  /**
   * Returns the tokens that are found in a text as typed: control tokens and the unknown one, which
   * are no text to a reader, and those that a user defined, which are.
   */
  List<AddedPiece> added() {
    List<AddedPiece> added = new ArrayList<>();
    for (int row = 0; row < size(); row++) {
      String spelling = spellings.get(row);
      boolean special = kinds.get(row) == Kind.CONTROL || kinds.get(row) == Kind.UNKNOWN;
      if (!spelling.isEmpty() && (special || kinds.get(row) == Kind.USER_DEFINED)) {
        added.add(
            new AddedPiece(new AddedToken(spelling, false, false, false, false, special), row));
      }
    }
    return added;
  }

  /** Returns them as pieces by row, each of its own spelling. */
  BytePieces pieces(GgufKeys keys) {
    int[] rows =
        IntStream.range(0, size()).filter(row -> !spellings.get(row).isEmpty()).toArray();
    BytePieces pieces =
        new BytePieces(rows, Arrays.stream(rows).mapToObj(spellings::get).toArray(String[]::new));
    if (pieces.spellings() < rows.length) {
      throw keys.wrong(twice(pieces));
    }
    return pieces;
  }

  private String twice(BytePieces pieces) {
    for (int row = 0; row < size(); row++) {
      String spelling = spellings.get(row);
      OptionalInt last = pieces.row(spelling);
      if (last.isPresent() && last.getAsInt() != row) {
        return "tokenizer.ggml.tokens must be different; got %s in rows %d and %d"
            .formatted(Escaped.quoted(spelling), row, last.getAsInt());
      }
    }
    throw new IllegalStateException("tokens: one must occur twice; got none");
  }

  /** Whether a text may be cut into a token, and not only be found to be one. */
  boolean isOfWords(int row) {
    return switch (kinds.get(row)) {
      case NORMAL, USER_DEFINED -> true;
      case UNKNOWN, CONTROL, UNUSED, BYTE -> false;
    };
  }
}
