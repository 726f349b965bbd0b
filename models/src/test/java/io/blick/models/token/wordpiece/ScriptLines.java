package io.blick.models.token.wordpiece;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Lines of text of one script: seeded, all different, and not at all tidy. */
public final class ScriptLines {
  private static final List<String> SPECIAL =
      List.of("[MASK]", "[SEP]", "[CLS]", "[UNK]", "[PAD]", "[mask]", "[MASK", "[[MASK]]");
  private static final List<String> SPACES =
      List.of(" ", " ", " ", " ", " ", " ", "  ", "\t", "\u00A0", "\u3000", "", "\r\n", "\u2009");
  private static final String MARKS = ".,;:!?-–—…()[]{}<>«»„“”'\"/\\@#$%^&*_+=|~`§№¿¡。、「」・،؟।·€°×";

  private final Random random;
  private final int[] letters;
  private final List<String> words;

  private ScriptLines(long seed, int[] letters, List<String> words) {
    this.random = new Random(seed);
    this.letters = letters;
    this.words = words;
  }

  /**
   * Returns different lines.
   *
   * @param words real words of the script, to stand among those made of its letters; may be empty
   */
  public static Set<String> of(Scripts script, List<String> words, int count) {
    ScriptLines lines = new ScriptLines(script.name().hashCode(), script.letters(), words);
    Set<String> distinct = new LinkedHashSet<>();
    while (distinct.size() < count) {
      distinct.add(lines.line());
    }
    return distinct;
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    int parts = 1 + random.nextInt(9);
    for (int part = 0; part < parts; part++) {
      line.append(part()).append(SPACES.get(random.nextInt(SPACES.size())));
    }
    return line.toString();
  }

  private String part() {
    return switch (random.nextInt(16)) {
      case 0 -> SPECIAL.get(random.nextInt(SPECIAL.size()));
      case 1 -> Integer.toString(random.nextInt(100_000));
      case 2 -> word() + mark() + word();
      case 3 -> mark() + word() + mark();
      case 4 -> Normalizer.normalize(word(), Normalizer.Form.NFD);
      case 5 -> Normalizer.normalize(word(), Normalizer.Form.NFC);
      case 6 -> word() + Character.toString(0x300 + random.nextInt(0x70)) + word();
      case 7 -> word() + Character.toString(random.nextInt(0x20)) + word();
      case 8 -> random.nextInt(8) == 0 ? word().repeat(12) : word();
      default -> word();
    };
  }

  private String word() {
    String word = random.nextBoolean() && !words.isEmpty() ? realWord() : madeWord();
    return switch (random.nextInt(8)) {
      case 0 -> word.toUpperCase(Locale.ROOT);
      case 1, 2 -> {
        int first = word.offsetByCodePoints(0, 1);
        yield word.substring(0, first).toUpperCase(Locale.ROOT) + word.substring(first);
      }
      default -> word;
    };
  }

  private String realWord() {
    return words.get(random.nextInt(words.size()));
  }

  private String madeWord() {
    StringBuilder word = new StringBuilder();
    int length = 1 + random.nextInt(random.nextInt(10) == 0 ? 14 : 5);
    for (int i = 0; i < length; i++) {
      word.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    return word.toString();
  }

  private String mark() {
    return MARKS.substring(random.nextInt(MARKS.length())).substring(0, 1);
  }
}
