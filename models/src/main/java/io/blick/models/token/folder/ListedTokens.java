package io.blick.models.token.folder;

import io.blick.models.format.Escaped;
import io.blick.models.format.json.JsonFields;
import io.blick.models.token.added.AddedPiece;
import io.blick.models.token.added.AddedToken;
import io.blick.models.token.unicode.Normaliser;
import io.blick.models.token.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The added tokens that the files of a folder list, before each has its row. */
final class ListedTokens {

  /** A token with a row in a file. */
  private record Placed(AddedToken token, int row, JsonFields where) {}

  /** A token with a name only. */
  private record Named(AddedToken token, JsonFields where) {}

  private final Map<String, Placed> placed = new LinkedHashMap<>();
  private final Map<String, Named> named = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * Adds a token with its row; it replaces the flags of an earlier one with the same spelling.
   *
   * @param where the object that lists it, for errors
   */
  void add(AddedToken token, int row, JsonFields where) {
    Placed before = placed.put(token.spelling(), new Placed(token, row, where));
    if (before != null && before.row() != row) {
      throw where.wrong("%s must have one id; got %d and %d"
          .formatted(Escaped.quoted(token.spelling()), before.row(), row));
    }
  }

  /**
   * Adds a token by its name alone, unless it is listed with a row; it replaces the flags of an
   * earlier one with the same spelling, whose place it keeps.
   */
  void name(AddedToken token, JsonFields where) {
    if (!placed.containsKey(token.spelling())) {
      named.put(token.spelling(), new Named(token, where));
    }
  }

  /** Adds a token by its name alone, unless it is listed already. */
  void nameIfAbsent(AddedToken token, JsonFields where) {
    if (!holds(token.spelling())) {
      name(token, where);
    }
  }

  boolean holds(String spelling) {
    return placed.containsKey(spelling) || named.containsKey(spelling);
  }

  /**
   * Returns all tokens, each with its row: that of its spelling in the vocabulary, or else the one
   * in the file, or else the next one. The next row is the number of spellings so far, as the
   * Hugging Face tokenizer counts, even if rows have gaps.
   *
   * @param rows the number of rows of the embedding table, if a file says it
   */
  List<AddedPiece> pieces(Vocabulary vocabulary, OptionalInt rows) {
    List<Placed> sorted = new ArrayList<>(placed.values());
    sorted.sort(Comparator.comparingInt(Placed::row));
    Map<Integer, String> taken = new HashMap<>();
    List<AddedPiece> pieces = new ArrayList<>();
    int next = vocabulary.spellings();
    for (Placed token : sorted) {
      OptionalInt own = vocabulary.row(token.token().spelling());
      check(token, own, vocabulary, taken);
      if (own.isPresent()) {
        pieces.add(new AddedPiece(token.token(), own.getAsInt()));
      } else {
        if (token.row() != next && notes.isEmpty()) {
          notes.add(numberedOtherwise(token, next));
        }
        next++;
        pieces.add(checked(token.token(), token.row(), token.where(), rows));
      }
    }
    for (Named token : named.values()) {
      OptionalInt own = vocabulary.row(token.token().spelling());
      if (own.isPresent()) {
        pieces.add(new AddedPiece(token.token(), own.getAsInt()));
      } else {
        checkFree(token, next, vocabulary, taken);
        pieces.add(checked(token.token(), next++, token.where(), rows));
      }
    }
    return pieces;
  }

  /** Returns the assumptions of {@link #pieces}. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /**
   * Checks that the next row is free. Of pieces with the same spelling only the last is found, so
   * the rows of the others are free.
   */
  private static void checkFree(
      Named token, int next, Vocabulary vocabulary, Map<Integer, String> taken) {
    String there = vocabulary.piece(next);
    String other = isRow(next, vocabulary.row(there)) ? there : taken.get(next);
    if (other != null) {
      throw token
          .where()
          .wrong("%s must have a row that is free; got %d, the next by count, which %s has"
              .formatted(Escaped.quoted(token.token().spelling()), next, Escaped.quoted(other)));
    }
  }

  private static boolean isRow(int row, OptionalInt of) {
    return of.isPresent() && of.getAsInt() == row;
  }

  private static void check(
      Placed token, OptionalInt own, Vocabulary vocabulary, Map<Integer, String> taken) {
    String spelling = token.token().spelling();
    String there = vocabulary.piece(token.row());
    if (own.isPresent() && !isRow(token.row(), own) && !spelling.equals(there)) {
      throw token
          .where()
          .wrong("the id of %s must be %d, its row in the vocabulary; got %d"
              .formatted(Escaped.quoted(spelling), own.getAsInt(), token.row()));
    }
    String other = own.isEmpty() && !there.isEmpty() ? there : taken.get(token.row());
    if (other != null) {
      throw token
          .where()
          .wrong("the id %d must be that of one piece; got %s and %s"
              .formatted(token.row(), Escaped.quoted(other), Escaped.quoted(spelling)));
    }
    taken.put(token.row(), spelling);
  }

  /**
   * Returns a token outside the vocabulary, if the table has its row; for the vocabulary itself the
   * caller checks that.
   */
  private static AddedPiece checked(AddedToken token, int row, JsonFields where, OptionalInt rows) {
    if (rows.isPresent() && row >= rows.getAsInt()) {
      throw where.wrong(
          "added tokens must have rows below %d, the vocab_size of config.json; got %d for %s"
              .formatted(rows.getAsInt(), row, Escaped.quoted(token.spelling())));
    }
    return new AddedPiece(token, row);
  }

  private static String numberedOtherwise(Placed token, int next) {
    return "%s has the row %d, as %s says; Hugging Face's tokenizer would give it the next, %d"
        .formatted(
            Escaped.quoted(token.token().spelling()),
            token.row(),
            token.where().file().getFileName(),
            next);
  }

  /**
   * Checks that the spelling of each token which is found in normalised text is not empty after
   * normalisation.
   */
  void checkNormalised(Normaliser normaliser) {
    placed.values().forEach(t -> checkNormalised(t.token(), t.where(), normaliser));
    named.values().forEach(t -> checkNormalised(t.token(), t.where(), normaliser));
  }

  private static void checkNormalised(AddedToken token, JsonFields where, Normaliser normaliser) {
    if (token.normalised() && normaliser.codePoints(token.spelling()).length == 0) {
      throw where.wrong("an added token must be something when normalised; got %s, which is nothing"
          .formatted(Escaped.quoted(token.spelling())));
    }
  }
}
