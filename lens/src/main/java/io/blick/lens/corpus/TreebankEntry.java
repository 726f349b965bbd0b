package io.blick.lens.corpus;

import java.nio.file.Path;
import java.util.List;

/** What stands in a treebank between two blank lines. */
public sealed interface TreebankEntry {

  /**
   * A sentence whose heads form a tree.
   *
   * @param words at least one, in reading order; the heads refer to them
   */
  record Sentence(List<SyntacticWord> words) implements TreebankEntry {
    /** Copies the list. */
    public Sentence {
      words = List.copyOf(words);
    }
  }

  /**
   * A sentence in good order with more words than were wanted, which were not kept.
   *
   * @param line where its first word stands, counted from 1
   * @param words how many it has
   */
  record Oversized(long line, int words) implements TreebankEntry {}

  /**
   * A sentence with a bad line.
   *
   * @param file which file
   * @param line the first bad line, counted from 1
   * @param reason what must hold there, and what was found
   */
  record Damaged(Path file, long line, String reason) implements TreebankEntry {
    /** Returns place and reason: {@code trees.conllu, line 7: the head must be …}. */
    public String sentence() {
      return "%s, line %d: %s".formatted(file, line, reason);
    }
  }
}
