package io.blick.models.token.wordpiece;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * A vocabulary of letters and syllables of all scripts, with gaps, so that some words are unknown.
 */
final class SmallVocabulary {
  private static final int LETTERS_OF_A_SCRIPT = 700;
  private static final int SYLLABLES_OF_A_SCRIPT = 600;

  private final Random random = new Random(7);
  private final Set<String> pieces = new LinkedHashSet<>();

  private SmallVocabulary() {}

  static List<String> pieces() {
    SmallVocabulary vocabulary = new SmallVocabulary();
    vocabulary.pieces.addAll(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
    for (int code = '!'; code <= '~'; code++) {
      vocabulary.add(Character.toString(code));
    }
    vocabulary.add("–—…«»„“”§№¿¡。、「」・،؟।·€°×");
    for (Scripts script : Scripts.values()) {
      vocabulary.addScript(script.letters());
    }
    return new ArrayList<>(vocabulary.pieces);
  }

  private void addScript(int[] letters) {
    for (int i = 0; i < LETTERS_OF_A_SCRIPT; i++) {
      // Of a short alphabet all letters but the last few, of a long one some.
      int letter = letters.length <= LETTERS_OF_A_SCRIPT
          ? i % Math.max(1, letters.length - 2)
          : random.nextInt(letters.length);
      addForms(Character.toString(letters[letter]));
    }
    for (int i = 0; i < SYLLABLES_OF_A_SCRIPT; i++) {
      StringBuilder syllable = new StringBuilder();
      for (int n = 2 + random.nextInt(3); n > 0; n--) {
        syllable.appendCodePoint(letters[random.nextInt(letters.length)]);
      }
      addForms(syllable.toString());
    }
  }

  /** Adds a spelling as it is, in capitals, and without accents: what either casing may leave. */
  private void addForms(String spelling) {
    String plain = Normalizer.normalize(spelling, Normalizer.Form.NFD).replaceAll("\\p{Mn}", "");
    for (String form : List.of(spelling, plain, plain.toLowerCase(Locale.ROOT))) {
      add(form);
      add(form.toUpperCase(Locale.ROOT));
    }
    plain.codePoints().forEach(code -> add(Character.toString(code)));
  }

  private void add(String piece) {
    boolean clean =
        piece.codePoints().noneMatch(c -> Character.isISOControl(c) || Character.isSpaceChar(c));
    if (clean && !piece.isEmpty()) {
      pieces.add(piece);
      pieces.add("##" + piece);
    }
  }
}
