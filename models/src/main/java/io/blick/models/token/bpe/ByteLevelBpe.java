package io.blick.models.token.bpe;

import io.blick.models.token.unicode.AlignedText;
import io.blick.models.token.vocabulary.FoundPieces;
import java.util.List;
import java.util.OptionalInt;

/**
 * Byte pair encoding of UTF-8: text is cut into words, each word into its bytes, and these are
 * merged as the list of merges says. A byte without a piece becomes the unknown one, or nothing if
 * there is none; the vocabularies that are in use have all that are common.
 *
 * <p>Pieces and offsets equal those of the Hugging Face tokenizer; docs/files.md has the details.
 * The offsets of a piece that is part of a code point cover that code point.
 *
 * @see <a
 *     href="https://cdn.openai.com/better-language-models/language_models_are_unsupervised_multitask_learners.pdf">
 *     Radford et al. 2019, section 2.2</a>
 */
public final class ByteLevelBpe {
  private static final int BYTES = 256;
  private static final int NONE = -1;

  private final BytePieces vocabulary;
  private final Merges merges;
  private final WordSteps steps;
  private final BpeRules rules;
  private final int[] bytes = new int[BYTES];

  /**
   * Puts it together.
   *
   * @param vocabulary its pieces
   * @param merges which pairs of them are put together
   * @param steps how text is cut into words
   * @param rules what else its file says
   */
  public ByteLevelBpe(BytePieces vocabulary, Merges merges, WordSteps steps, BpeRules rules) {
    this.vocabulary = vocabulary;
    this.merges = merges;
    this.steps = steps;
    this.rules = rules;
    for (int value = 0; value < BYTES; value++) {
      bytes[value] =
          vocabulary.row(Character.toString(ByteLetters.letter(value))).orElse(NONE);
    }
  }

  /** Cuts a part of a text, without added tokens, into pieces. */
  public void cut(AlignedText plain, int from, int to, FoundPieces found) {
    split(plain, from, to, 0, new Words(found));
  }

  private void split(AlignedText text, int from, int to, int step, Words words) {
    if (step == steps.before().size()) {
      prefixed(text, from, to, words);
      return;
    }
    int end;
    for (int at = from; at < to; at = end) {
      end = steps.before().get(step).end(text.codes(), at, to);
      split(text, at, end, step + 1, words);
    }
  }

  private void prefixed(AlignedText text, int from, int to, Words words) {
    if (from == to) {
      return;
    }
    if (steps.prefix() == WordSteps.Prefix.NONE || text.code(from) == ' ') {
      splitAfter(text, from, to, steps.after(), words);
      return;
    }
    AlignedText longer = text.after(' ', from, to);
    splitAfter(longer, 0, longer.size(), steps.after(), words);
  }

  private void splitAfter(
      AlignedText text, int from, int to, List<WordPattern> patterns, Words words) {
    if (patterns.isEmpty()) {
      words.add(text, from, to);
      return;
    }
    int end;
    for (int at = from; at < to; at = end) {
      end = patterns.getFirst().end(text.codes(), at, to);
      splitAfter(text, at, end, patterns.subList(1, patterns.size()), words);
    }
  }

  /** The words of a text, one after another, and memory that they share. */
  private final class Words {
    private final FoundPieces found;
    private final Symbols symbols = new Symbols(merges);
    private final Utf8Word word = new Utf8Word();

    Words(FoundPieces found) {
      this.found = found;
    }

    void add(AlignedText text, int from, int to) {
      word.set(text, from, to);
      if (rules.whole() == BpeRules.Whole.FIRST) {
        OptionalInt whole = vocabulary.row(word.letters());
        if (whole.isPresent()) {
          found.add(whole.getAsInt(), text.start(from), text.end(to - 1));
          return;
        }
      }
      symbols.clear();
      fill();
      symbols.merge();
      for (int i = symbols.isEmpty() ? NONE : 0; i >= 0; i = symbols.next(i)) {
        found.add(
            symbols.row(i),
            text.start(word.code(symbols.start(i))),
            text.end(word.code(symbols.end(i) - 1)));
      }
    }

    private void fill() {
      int open = NONE;
      for (int i = 0; i < word.size(); i++) {
        int row = bytes[word.value(i)];
        boolean unknown = row == NONE && rules.unknown().isPresent();
        if (open != NONE && (!unknown || rules.unknowns() == BpeRules.Unknowns.EACH)) {
          symbols.add(rules.unknown().getAsInt(), open, i);
          open = NONE;
        }
        if (row != NONE) {
          symbols.add(row, i, i + 1);
        } else if (unknown && open == NONE) {
          open = i;
        }
      }
      if (open != NONE) {
        symbols.add(rules.unknown().getAsInt(), open, word.size());
      }
    }
  }
}
