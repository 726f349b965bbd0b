package io.blick.cli;

import io.blick.lens.trace.Head;
import io.blick.lens.trace.Trace;
import io.blick.lens.trace.Unit;
import io.blick.lens.trace.Units;

/** A {@link Question} about one text, its words found. */
sealed interface Answer {

  /** All heads. */
  record Everything() implements Answer {}

  /**
   * The map of one head.
   *
   * @param head which one
   */
  record OneHead(Head head) implements Answer {}

  /**
   * All heads, ranked by how much one word looks at another.
   *
   * @param from index of the word that looks
   * @param to index of the word looked at
   */
  record FromTo(int from, int to) implements Answer {}

  /**
   * Attention rolled out.
   *
   * @param layer up to this one, counted from 0
   */
  record UpTo(int layer) implements Answer {}

  /** Returns what a question means for one text. */
  static Answer of(Question question, Trace trace, Desk desk) {
    return switch (question) {
      case Question.Everything _ -> new Everything();
      case Question.OneHead(Head head) -> new OneHead(head);
      case Question.Rollout(int layer) -> new UpTo(layer);
      case Question.WholeRollout _ -> new UpTo(trace.layers() - 1);
      case Question.FromTo(String from, String to) -> {
        Units words = trace.units(Unit.WORDS);
        yield new FromTo(Names.find(words, from, desk), Names.find(words, to, desk));
      }
    };
  }
}
