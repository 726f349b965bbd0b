package io.blick.models.token.pipeline;

import io.blick.models.token.unicode.CharacterKinds;
import io.blick.models.token.vocabulary.FoundPieces;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The words of a text whose pieces tell nothing of words, such as those that begin with a blank. A
 * word is cut from the text: at white space, each punctuation mark, each ideograph; an added token
 * is a word. A piece belongs to the word in which its first character that is not white space lies,
 * one of white space alone to the word before it, or to the first where there is none before.
 *
 * <p>A word without a piece of its own, such as the second mark of a piece {@code ...}, is part of
 * the word that has the piece. A word is the text from the beginning of its first piece, white
 * space left out, to the end of its last, or to where the next word begins.
 */
final class WordCutter {
  private static final int NOWHERE = -1;

  private final String text;
  private final FoundPieces found;
  private final BitSet begins;

  private WordCutter(String text, FoundPieces found, BitSet begins) {
    this.text = text;
    this.found = found;
    this.begins = begins;
  }

  /** Returns the words of a text in order, each with its pieces. */
  static List<WordRange> of(String text, FoundPieces found) {
    BitSet begins = begins(text);
    for (int i = 0; i < found.size(); i++) {
      if (found.isToken(i)) {
        begins.set(found.start(i));
        begins.set(found.end(i));
      }
    }
    return new WordCutter(text, found, begins).words();
  }

  /**
   * Returns the index of the given word that each piece belongs to.
   *
   * @param starts where each word begins in the text, ascending
   */
  static int[] given(String text, FoundPieces found, List<Integer> starts) {
    BitSet begins = new BitSet();
    starts.forEach(begins::set);
    WordCutter cutter = new WordCutter(text, found, begins);
    int[] words = new int[found.size()];
    int word = 0;
    for (int i = 0; i < words.length; i++) {
      int own = cutter.word(i);
      while (own != NOWHERE && word + 1 < starts.size() && starts.get(word + 1) <= own) {
        word++;
      }
      words[i] = word;
    }
    return words;
  }

  /** Returns where words begin, UTF-16 indices. */
  private static BitSet begins(String text) {
    BitSet begins = new BitSet();
    boolean apart = true;
    int next;
    for (int i = 0; i < text.length(); i = next) {
      int code = text.codePointAt(i);
      next = i + Character.charCount(code);
      boolean alone = CharacterKinds.isPunctuation(code) || CharacterKinds.isIdeograph(code);
      if (CharacterKinds.isWhiteSpace(code)) {
        apart = true;
      } else {
        begins.set(i, apart || alone);
        apart = alone;
      }
    }
    return begins;
  }

  private List<WordRange> words() {
    List<Integer> firsts = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    int before = NOWHERE;
    for (int i = 0; i < found.size(); i++) {
      int own = found.isToken(i) ? found.start(i) : word(i);
      if (own != NOWHERE && (own != before || found.isToken(i))) {
        firsts.add(firsts.isEmpty() ? 0 : i);
        starts.add(found.isToken(i) ? found.start(i) : first(i));
        before = own;
      }
    }
    if (firsts.isEmpty() && found.size() > 0) {
      return List.of(new WordRange(0, text.length(), 0, found.size()));
    }
    List<WordRange> words = new ArrayList<>(firsts.size());
    for (int w = 0; w < firsts.size(); w++) {
      boolean last = w + 1 == firsts.size();
      int to = last ? found.size() : firsts.get(w + 1);
      int most = last ? text.length() : starts.get(w + 1);
      words.add(trimmed(starts.get(w), Math.min(most, end(to - 1)), firsts.get(w), to));
    }
    return words;
  }

  private int end(int piece) {
    return found.end(piece);
  }

  private WordRange trimmed(int start, int end, int from, int to) {
    int first = start;
    int last = end;
    while (first < last && CharacterKinds.isWhiteSpace(text.charAt(first))) {
      first++;
    }
    while (last > first && CharacterKinds.isWhiteSpace(text.charAt(last - 1))) {
      last--;
    }
    return first == last
        ? new WordRange(start, Math.max(start, end), from, to)
        : new WordRange(first, last, from, to);
  }

  /** Returns the first character of a piece that is not white space, if it has one. */
  private int first(int piece) {
    for (int i = found.start(piece); i < found.end(piece); i++) {
      if (!CharacterKinds.isWhiteSpace(text.charAt(i))) {
        return i;
      }
    }
    return NOWHERE;
  }

  /** Returns where the word of a piece begins, if it is not white space alone. */
  private int word(int piece) {
    int first = first(piece);
    return first == NOWHERE ? NOWHERE : Math.max(0, begins.previousSetBit(first));
  }
}
