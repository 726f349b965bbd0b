package io.blick.models.token.wordpiece;

import io.blick.models.format.Escaped;
import io.blick.models.format.json.JsonFields;
import io.blick.models.token.added.AddedPiece;
import io.blick.models.token.added.AddedToken;
import io.blick.models.token.unicode.Normalisation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The added tokens of a model's files, as they are listed, until each has its row. */
final class ListedTokens {

  /** A token that a file gives a row. */
  private record Placed(AddedToken token, int row, JsonFields where) {}

  /** A token that a file only names. */
  private record Named(AddedToken token, JsonFields where) {}

  private final Map<String, Placed> placed = new LinkedHashMap<>();
  private final Map<String, Named> named = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * Lists a token that has a row; what was listed before under its spelling has other flags.
   *
   * @param where it stands, for errors
   */
  void add(AddedToken token, int row, JsonFields where) {
    Placed before = placed.put(token.spelling(), new Placed(token, row, where));
    if (before != null && before.row() != row) {
      throw where.wrong("%s must have one id; got %d and %d"
          .formatted(Escaped.quoted(token.spelling()), before.row(), row));
    }
  }

  /** Lists a token by its name alone, unless it is listed already. */
  void name(AddedToken token, JsonFields where) {
    if (!holds(token.spelling())) {
      named.put(token.spelling(), new Named(token, where));
    }
  }

  boolean holds(String spelling) {
    return placed.containsKey(spelling) || named.containsKey(spelling);
  }

  /**
   * Returns all tokens, each with its row: that of its spelling in the vocabulary, or else the one
   * that it is listed with, or else the next: as many as there are spellings before it, which is
   * how the Hugging Face tokenizer counts, also where rows have gaps.
   *
   * @param rows how many rows the table has, if a file says it
   */
  List<AddedPiece> pieces(WordPieceVocabulary vocabulary, OptionalInt rows) {
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

  /** Returns what {@link #pieces} assumed. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** Of pieces spelt alike only the last is found, so that the rows of the others are free. */
  private static void checkFree(
      Named token, int next, WordPieceVocabulary vocabulary, Map<Integer, String> taken) {
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
      Placed token, OptionalInt own, WordPieceVocabulary vocabulary, Map<Integer, String> taken) {
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

  /** Of what the vocabulary has not; whoever opens the model checks that the table has that. */
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

  /** Checks that normalisation leaves something of each token that is found in what it makes. */
  void checkNormalised(Normalisation normalisation) {
    placed.values().forEach(t -> checkNormalised(t.token(), t.where(), normalisation));
    named.values().forEach(t -> checkNormalised(t.token(), t.where(), normalisation));
  }

  private static void checkNormalised(
      AddedToken token, JsonFields where, Normalisation normalisation) {
    if (token.normalised() && normalisation.codes(token.spelling()).length == 0) {
      throw where.wrong("an added token must be something when normalised; got %s, which is nothing"
          .formatted(Escaped.quoted(token.spelling())));
    }
  }
}
