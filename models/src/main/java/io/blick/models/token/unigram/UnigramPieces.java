package io.blick.models.token.unigram;

import io.blick.models.token.vocabulary.Vocabulary;
import java.util.OptionalInt;

/** The pieces of a unigram language model, by row, each with the logarithm of its probability. */
public final class UnigramPieces implements Vocabulary {
  private final String[] spellings;
  private final double[] scores;
  private final PieceTrie trie = new PieceTrie();
  private final int distinct;
  private final double least;

  /**
   * Holds the pieces.
   *
   * @param spellings the spelling of each, by row; an empty one is no piece
   * @param scores the logarithm of the probability of each
   * @param least the smallest score of a piece that counts for those of unknown characters
   * @throws IllegalArgumentException if spellings are made to collide
   */
  public UnigramPieces(String[] spellings, double[] scores, double least) {
    this.spellings = spellings.clone();
    this.scores = scores.clone();
    int count = 0;
    for (int row = 0; row < spellings.length; row++) {
      if (!spellings[row].isEmpty()) {
        count += row(spellings[row]).isEmpty() ? 1 : 0;
        trie.add(spellings[row], row);
      }
    }
    this.distinct = count;
    this.least = least;
  }

  @Override
  public int count() {
    return spellings.length;
  }

  @Override
  public int spellings() {
    return distinct;
  }

  @Override
  public int size() {
    return spellings.length;
  }

  @Override
  public String piece(int row) {
    return row < 0 || row >= spellings.length ? "" : spellings[row];
  }

  @Override
  public OptionalInt row(String spelling) {
    int node = PieceTrie.ROOT;
    for (int i = 0; i < spelling.length(); i += Character.charCount(spelling.codePointAt(i))) {
      node = trie.child(node, spelling.codePointAt(i));
      if (node == PieceTrie.NONE) {
        return OptionalInt.empty();
      }
    }
    int row = trie.piece(node);
    return row == PieceTrie.NONE ? OptionalInt.empty() : OptionalInt.of(row);
  }

  PieceTrie trie() {
    return trie;
  }

  double score(int row) {
    return scores[row];
  }

  /** Returns the smallest score. */
  double least() {
    return least;
  }
}
