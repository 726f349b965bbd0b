package io.blick.lens.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The words of one sentence as they are read; forms are kept of as many as are wanted. */
final class SentenceBuilder {
  /** What 16 MB hold; no sentence of a language has as many. */
  private static final int MOST = 1_000_000;

  private final int wanted;
  private final List<SyntacticWord> words = new ArrayList<>();
  private final Ids ids = new Ids();
  private int[] heads = new int[64];
  private long[] lines = new long[64];
  private int size;

  SentenceBuilder(int wanted) {
    this.wanted = wanted;
  }

  /** Takes the next line. */
  void add(ConlluLine fields, long line) throws BadLine {
    if (ids.take(fields.id(), size, line)) {
      fields.checkOutside();
      return;
    }
    SyntacticWord word = fields.word(size + 1, line);
    if (size == MOST) {
      throw new BadLine("a sentence must have at most %d words; got more".formatted(MOST));
    }
    size++;
    if (size == heads.length) {
      heads = Arrays.copyOf(heads, 2 * size);
      lines = Arrays.copyOf(lines, 2 * size);
    }
    heads[size] = word.head();
    lines[size] = line;
    if (size <= wanted) {
      words.add(word);
    }
  }

  /** Whether no word was taken. */
  boolean isEmpty() {
    return size == 0;
  }

  /** Returns a line whose range or whose head leads nowhere, with what must hold there. */
  Optional<LineReader.Line.Bad> fault() {
    if (ids.reachesBehind(size)) {
      return Optional.of(new LineReader.Line.Bad(
          ids.rangeLine(),
          "a range must end at a word, of which there are %d; got one to %d"
              .formatted(size, ids.rangeEnd())));
    }
    int root = 0;
    for (int word = 1; word <= size; word++) {
      if (heads[word] == 0 && root > 0) {
        return Optional.of(new LineReader.Line.Bad(
            lines[word],
            "a sentence must have one word with the head 0; got %d and %d".formatted(root, word)));
      }
      root = heads[word] == 0 ? word : root;
      if (heads[word] > size) {
        return Optional.of(new LineReader.Line.Bad(
            lines[word],
            "the head must be from 0 to %d, the number of words; got %d"
                .formatted(size, heads[word])));
      }
    }
    int member = Cycle.find(heads, size);
    return member == 0
        ? Optional.empty()
        : Optional.of(new LineReader.Line.Bad(
            lines[member],
            "the heads must lead to the root, 0, and not round in a circle; got "
                + Cycle.shown(heads, member)));
  }

  /** Returns the sentence, which has a word and no fault. */
  TreebankEntry block() {
    return size > wanted
        ? new TreebankEntry.Oversized(lines[1], size)
        : new TreebankEntry.Sentence(words);
  }
}
