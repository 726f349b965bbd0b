package io.blick.models.token.pipeline;

import io.blick.models.token.vocabulary.FoundPieces;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Words that are given, read as a sentence: with a blank between two. A piece belongs to the word
 * in which its first character that is not white space lies.
 *
 * @param words the words in order
 * @param unknown the piece for a word without any, if there is one
 */
record GivenWords(List<String> words, Optional<Integer> unknown) {

  /** Cuts the sentence and adds the words to an encoding. */
  void add(Function<String, FoundPieces> cut, int segment, EncodingBuilder encoding) {
    String text = String.join(" ", words);
    List<Integer> starts = new ArrayList<>();
    int at = 0;
    for (String word : words) {
      starts.add(at);
      at += word.length() + 1;
    }
    FoundPieces found = cut.apply(text);
    int[] owners = WordCutter.given(text, found, starts);
    int from = 0;
    for (int w = 0; w < words.size(); w++) {
      int to = from;
      while (to < owners.length && owners[to] == w) {
        place(found, to++, starts.get(w), words.get(w).length());
      }
      add(words.get(w), found, from, to, segment, encoding);
      from = to;
    }
  }

  private void add(
      String word, FoundPieces found, int from, int to, int segment, EncodingBuilder encoding) {
    if (from < to) {
      encoding.addWord(word, found, from, to, segment);
      return;
    }
    FoundPieces one = new FoundPieces();
    int row = unknown.orElseThrow(() -> new IllegalArgumentException(
        "sentence: a word must have a piece, or the vocabulary one for the unknown; got neither"));
    one.add(row, 0, word.length());
    encoding.addWord(word, one, 0, 1, segment);
  }

  /** Gives a piece its offsets in its own word. */
  private static void place(FoundPieces found, int i, int start, int length) {
    found.place(
        i,
        Math.clamp(found.start(i) - start, 0, length),
        Math.clamp(found.end(i) - start, 0, length));
  }
}
