package io.blick.lens.senses;

import io.blick.lens.argument.Required;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.TextException;
import io.blick.lens.trace.TextUnits;
import io.blick.lens.trace.Trace;
import io.blick.models.token.Piece;
import java.util.ArrayList;
import java.util.List;

/**
 * One word in one text: its vector after the embeddings and after each layer, which is the mean
 * over its pieces, and what every head looks at from it. The pass itself is not kept.
 */
public final class Occurrence {
  private final String model;
  private final String text;
  private final TextUnits words;
  private final int word;
  private final int start;
  private final int end;
  private final int heads;
  private final BackgroundVectors background;
  private final List<double[]> vectors = new ArrayList<>();
  private final List<AttentionByPlace> attentions;

  private Occurrence(
      Trace trace, TextUnits words, int word, Piece.InText first, Piece.InText last) {
    this.model = trace.model();
    this.text = trace.segments().get(first.segment() - 1);
    this.words = words;
    this.word = word;
    this.start = first.start();
    this.end = last.end();
    this.heads = trace.heads();
    this.background = BackgroundVectors.of(trace, words, word);
    for (int index = 0; index <= trace.layers(); index++) {
      vectors.add(Vectors.mean(trace.hidden(index).toFloats(), words, word));
    }
    this.attentions = new WordAttention(trace, words, word).all();
  }

  /**
   * Returns a word of a pass.
   *
   * @param word its index among the words of the pass
   * @throws TextException if it is one that the model adds
   */
  public static Occurrence of(Trace trace, int word) {
    Required.of("senses", "trace", trace);
    TextUnits words = trace.units(Granularity.WORDS);
    check(words, word);
    List<Integer> pieces = words.pieces(word);
    if (trace.encoding().pieces().get(pieces.getFirst()) instanceof Piece.InText first
        && trace.encoding().pieces().get(pieces.getLast()) instanceof Piece.InText last) {
      return new Occurrence(trace, words, word, first, last);
    }
    throw new IllegalStateException("senses: a word of the text must have pieces of the text");
  }

  /**
   * Checks that a word can be looked at in several texts.
   *
   * @param word its index among the words of a text
   * @throws TextException if it is one that the model adds
   */
  public static void check(TextUnits words, int word) {
    Required.of("senses", "words", words);
    if (words.added().contains(word)) {
      throw new TextException(
          "senses: the word must stand in the text; got %s, which the model adds"
              .formatted(words.label(word)));
    }
  }

  /** Returns the model's name. */
  public String model() {
    return model;
  }

  /** Returns the text that the word stands in, whatever it holds. */
  public String text() {
    return text;
  }

  /** Returns the words of the text. */
  public TextUnits words() {
    return words;
  }

  /** Returns the index of the word among them. */
  public int word() {
    return word;
  }

  /** Returns where the word begins in its text, a UTF-16 index. */
  public int start() {
    return start;
  }

  /** Returns where the word ends in its text, exclusive. */
  public int end() {
    return end;
  }

  /** Returns the number of layers, L. */
  public int layers() {
    return vectors.size() - 1;
  }

  /** Returns the number of heads of each layer, H. */
  public int heads() {
    return heads;
  }

  /** Returns the word's vector (C) after the embeddings (0) or after a layer (1 … L). */
  public double[] vector(int index) {
    return vectors.get(index).clone();
  }

  /**
   * Returns what a head looks at from the word.
   *
   * @throws IllegalArgumentException if the model has no such head
   */
  public AttentionByPlace attention(Head head) {
    Required.of("occurrence", "head", head);
    if (head.layer() >= layers() || head.head() >= heads) {
      throw new IllegalArgumentException(
          "occurrence: the head must be one of %d layers of %d; got layer %d, head %d, from 0"
              .formatted(layers(), heads, head.layer(), head.head()));
    }
    return attentions.get(head.layer() * heads + head.head());
  }

  BackgroundVectors background() {
    return background;
  }
}
