package io.blick.models.token.bpe;

import io.blick.models.token.unicode.CharacterKinds;

/**
 * A known pattern by which text is cut into words before pairs are merged, read by hand: each code
 * point is looked at a few times at most, and letters and numbers are those of Unicode 16.0.
 */
public sealed interface WordPattern {

  /**
   * Returns the end of the word that begins at a place.
   *
   * @param codes code points
   * @param at its beginning
   * @param to the end of the text, exclusive, behind {@code at}
   */
  int end(int[] codes, int at, int to);

  /**
   * GPT-2's: contractions in lower case; letters, numbers or other characters with a blank before
   * them; white space, which leaves its last character to a word behind it.
   *
   * <p>{@code 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+}
   */
  record Gpt2() implements WordPattern {
    @Override
    public int end(int[] codes, int at, int to) {
      int contraction = Contractions.inLowerCase(codes, at, to);
      if (contraction > at) {
        return contraction;
      }
      int first = codes[at] == ' ' && at + 1 < to ? at + 1 : at;
      if (CharacterKinds.isWhiteSpace(codes[first])) {
        return Runs.whiteSpace(codes, at, to);
      }
      if (CharacterKinds.isLetter(codes[first])) {
        return Runs.letters(codes, first, to);
      }
      return CharacterKinds.isNumber(codes[first])
          ? Runs.numbers(codes, first, to)
          : Runs.others(codes, first, to);
    }
  }

  /**
   * That of Llama 3 and Qwen 2: contractions in any case; letters with any character before them
   * that ends no line; up to some digits; other characters with a blank before them and ends of
   * lines behind them; white space to its last end of a line, or as in GPT-2's.
   *
   * <p>{@code (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}|
   * ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+}
   *
   * @param digits how many digits a word has at most, 3 in Llama 3 and 1 in Qwen 2
   */
  record Llama3(int digits) implements WordPattern {
    @Override
    public int end(int[] codes, int at, int to) {
      int contraction = Contractions.inAnyCase(codes, at, to);
      if (contraction > at) {
        return contraction;
      }
      int code = codes[at];
      if (CharacterKinds.isLetter(code)) {
        return Runs.letters(codes, at, to);
      }
      if (CharacterKinds.isNumber(code)) {
        return Runs.numbers(codes, at, Math.min(to, at + digits));
      }
      if (!Runs.endsLine(code) && at + 1 < to && CharacterKinds.isLetter(codes[at + 1])) {
        return Runs.letters(codes, at + 1, to);
      }
      int first = code == ' ' && at + 1 < to ? at + 1 : at;
      if (Runs.isOther(codes[first])) {
        return Runs.endsOfLines(codes, Runs.others(codes, first, to), to);
      }
      return Runs.lines(codes, at, to);
    }
  }

  /**
   * Numbers apart from all else.
   *
   * @param each whether each number character is a word, or a run of them
   */
  record Digits(boolean each) implements WordPattern {
    @Override
    public int end(int[] codes, int at, int to) {
      if (!CharacterKinds.isNumber(codes[at])) {
        int end = at + 1;
        while (end < to && !CharacterKinds.isNumber(codes[end])) {
          end++;
        }
        return end;
      }
      return each ? at + 1 : Runs.numbers(codes, at, to);
    }
  }
}
