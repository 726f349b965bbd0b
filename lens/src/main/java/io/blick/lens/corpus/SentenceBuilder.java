package io.blick.lens.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The builder of one sentence, given its lines. It keeps the words of a sentence up to a number of
 * them, and of a longer one only the heads, to check them.
 */
final class SentenceBuilder {
  /** Their heads and lines take 16 MB or less; no sentence of a language is as long. */
  private static final int MOST_WORDS = 1_000_000;

  private final int mostWords;
  private final List<SyntacticWord> words = new ArrayList<>();
  private final NonWordIds nonWords = new NonWordIds();
  private int[] heads = new int[64];
  private long[] lineNumbers = new long[64];
  private int size;
  /** Whether a space follows the last word of the last range. */
  private boolean spaceAfterRange = true;

  SentenceBuilder(int mostWords) {
    this.mostWords = mostWords;
  }

  void add(ConlluLine line, long number) throws BadLine {
    if (nonWords.accept(line.id(), size, number)) {
      line.checkOutsideTree();
      if (nonWords.rangeEnd() > size) {
        spaceAfterRange = line.spaceAfter();
      }
      return;
    }
    // What stands behind the last word of a range is said on the line of the range.
    boolean space = nonWords.rangeEnd() == size + 1 ? spaceAfterRange : line.spaceAfter();
    SyntacticWord word = line.word(size + 1, number, space);
    if (size == MOST_WORDS) {
      throw new BadLine("a sentence must have at most %d words; got more".formatted(MOST_WORDS));
    }
    size++;
    if (size == heads.length) {
      heads = Arrays.copyOf(heads, 2 * size);
      lineNumbers = Arrays.copyOf(lineNumbers, 2 * size);
    }
    heads[size] = word.head();
    lineNumbers[size] = number;
    if (size <= mostWords) {
      words.add(word);
    }
  }

  /** Whether it has no word yet. */
  boolean isEmpty() {
    return size == 0;
  }

  /**
   * Returns the line of a wrong range or head, with the rule that it breaks; empty if none does.
   */
  Optional<LineReader.Line.Malformed> fault() {
    if (nonWords.rangeExceeds(size)) {
      return Optional.of(new LineReader.Line.Malformed(
          nonWords.rangeLine(),
          "a range must end at a word, of which there are %d; got one to %d"
              .formatted(size, nonWords.rangeEnd())));
    }
    int root = 0;
    for (int word = 1; word <= size; word++) {
      if (heads[word] == 0 && root > 0) {
        return Optional.of(new LineReader.Line.Malformed(
            lineNumbers[word],
            "a sentence must have one word with the head 0; got %d and %d".formatted(root, word)));
      }
      root = heads[word] == 0 ? word : root;
      if (heads[word] > size) {
        return Optional.of(new LineReader.Line.Malformed(
            lineNumbers[word],
            "the head must be from 0 to %d, the number of words; got %d"
                .formatted(size, heads[word])));
      }
    }
    OptionalInt member = Cycle.find(heads, size);
    return member.isEmpty()
        ? Optional.empty()
        : Optional.of(new LineReader.Line.Malformed(
            lineNumbers[member.getAsInt()],
            "the heads must lead to the root, 0, and not round in a circle; got "
                + Cycle.path(heads, member.getAsInt())));
  }

  /**
   * Returns the sentence, which must have a word and no fault.
   *
   * @param id of the sentence, if the file names one
   */
  TreebankEntry build(Optional<String> id) {
    return size > mostWords
        ? new TreebankEntry.Oversized(lineNumbers[1], size)
        : new TreebankEntry.Sentence(words, id);
  }
}
