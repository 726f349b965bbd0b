package io.blick.models.token;

import io.blick.models.format.Escaped;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;

/**
 * A check for decomposed text (NFD), in which letters and marks are separate characters, as in file
 * names of macOS and in PDF files, while the vocabulary has them composed (NFC). The tokenizer does
 * not compose them, so that a word that looks familiar is unknown.
 *
 * @see <a href="https://www.unicode.org/reports/tr15/">Unicode Normalization Forms</a>
 */
public final class Composition {
  private static final int FIRST_MARK = 0x300;
  private static final int FIRST_VOWEL_OF_HANGUL = 0x1160;
  private static final int LAST_JAMO = 0x11FF;

  /**
   * Longer ones are not words, and the JVM needs time quadratic in the length of a run of marks.
   */
  private static final int LONGEST_WORD = 400;

  private Composition() {}

  /**
   * Returns a sentence on the words of a text that the vocabulary has only in composed form, naming
   * the first; nothing if there are none.
   *
   * @param tokenizer the tokenizer that made the encoding
   * @param segments the text, or a pair of texts
   * @param encoding the encoding of the segments
   */
  public static Optional<String> note(
      Tokenizer tokenizer, List<String> segments, Encoding encoding) {
    if (tokenizer.unknown().isEmpty() || segments.stream().noneMatch(Composition::mayJoin)) {
      return Optional.empty();
    }
    List<String> words = encoding.words().stream()
        .filter(word -> isUnknown(tokenizer, encoding, word))
        .map(Word::text)
        .filter(word -> word.length() <= LONGEST_WORD)
        .filter(word -> isKnown(tokenizer, composed(word)))
        .toList();
    return words.isEmpty() ? Optional.empty() : Optional.of(sentence(words));
  }

  private static String sentence(List<String> words) {
    String first = Escaped.quoted(composed(words.getFirst()));
    return words.size() == 1
        ? first + " is decomposed (NFD) in the text, and so unknown to the model, whose vocabulary"
            + " knows it composed (NFC); type or convert it so"
        : "%d words are decomposed (NFD) in the text, the first %s, and so unknown to the model,"
                .formatted(words.size(), first)
            + " whose vocabulary knows them composed (NFC); type or convert them so";
  }

  private static boolean mayJoin(String text) {
    return text.codePoints().anyMatch(Composition::mayJoin);
  }

  /** Whether NFC may change a text that contains this code point. */
  private static boolean mayJoin(int code) {
    if (code < FIRST_MARK) {
      return false;
    }
    return switch (Character.getType(code)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
      default ->
        (code >= FIRST_VOWEL_OF_HANGUL && code <= LAST_JAMO)
            || !Normalizer.isNormalized(Character.toString(code), Normalizer.Form.NFC);
    };
  }

  private static String composed(String word) {
    return Normalizer.normalize(word, Normalizer.Form.NFC);
  }

  private static boolean isUnknown(Tokenizer tokenizer, Encoding encoding, Word word) {
    return word.pieces().stream()
        .map(encoding.pieces()::get)
        .anyMatch(piece ->
            piece instanceof Piece.InText in && tokenizer.unknown().equals(Optional.of(in.id())));
  }

  private static boolean isKnown(Tokenizer tokenizer, String word) {
    Encoding encoding = tokenizer.encode(word);
    return encoding.words().stream().noneMatch(part -> isUnknown(tokenizer, encoding, part));
  }
}
