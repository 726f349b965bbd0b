package io.blick.lens.corpus;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An entry of a treebank: the lines between two blank lines. */
public sealed interface TreebankEntry {

  /**
   * A sentence whose heads form a tree.
   *
   * @param words at least one, in reading order; their heads are their numbers in this list, from 1
   * @param id what the comment {@code # sent_id = …} before it says, if it has at most 200
   *     characters
   */
  record Sentence(List<SyntacticWord> words, Optional<String> id) implements TreebankEntry {
    /** Copies the list. */
    public Sentence {
      words = List.copyOf(words);
    }

    /** Makes a sentence without an id. */
    public Sentence(List<SyntacticWord> words) {
      this(words, Optional.empty());
    }
  }

  /**
   * A well-formed sentence with more words than the reader was told to keep.
   *
   * @param line line of its first word, counted from 1
   * @param words number of words
   */
  record Oversized(long line, int words) implements TreebankEntry {}

  /**
   * A sentence with a malformed line.
   *
   * @param file file of the treebank
   * @param line the first malformed line, counted from 1
   * @param reason what must hold there, and what was found
   */
  record Damaged(Path file, long line, String reason) implements TreebankEntry {
    /** Returns an error of one sentence: {@code trees.conllu, line 7: the head must be …}. */
    public String message() {
      return "%s, line %d: %s".formatted(file, line, reason);
    }
  }
}
