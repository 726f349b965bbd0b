package io.blick.models.token.wordpiece;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.models.token.Tokenizer;
import io.blick.models.token.folder.TokenizerFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pieces, offsets and words are those of the Hugging Face tokenizer. */
class WordPieceOracleTest {
  private static final int LINES_OF_A_SCRIPT = 600;

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void lines_of_every_script_are_cut_as_the_oracle_cuts_them(boolean lowerCase) throws IOException {
    List<String> pieces = SmallVocabulary.pieces();

    compareLines(pieces, lowerCase);
  }

  @ParameterizedTest
  @CsvSource({"bert-base-multilingual-cased, false", "bert-base-uncased, true"})
  void lines_are_cut_so_with_the_published_vocabularies_too(String model, boolean lowerCase)
      throws IOException {
    List<String> pieces = Files.readAllLines(OptionalFiles.cachedModel(model).resolve("vocab.txt"));

    compareLines(pieces, lowerCase);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void every_code_point_inside_a_word_is_treated_as_the_oracle_treats_it(boolean lowerCase)
      throws IOException {
    List<String> pieces =
        List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "##a", "x", "##x");
    List<String> different = new ArrayList<>();

    try (Oracle oracle = Oracle.of(pieces, lowerCase, folder)) {
      Tokenizer tokenizer = TokenizerFolder.open(folder);
      for (int from = 0; from <= Character.MAX_CODE_POINT; from += 256) {
        if (from < Character.MIN_SURROGATE || from > Character.MAX_SURROGATE) {
          String line = inWords(from, from + 256);
          if (!oracle.encode(line).equals(Oracle.described(tokenizer.encode(line)))) {
            different.add("%X".formatted(from));
          }
        }
      }
    }

    assertThat(different).isEmpty();
  }

  @Test
  void pairs_are_cut_as_the_oracle_cuts_them() throws IOException {
    List<String> pieces = SmallVocabulary.pieces();
    List<String> firsts = new ArrayList<>(ScriptLines.of(Scripts.VIETNAMESE, List.of(), 211));
    List<String> seconds = new ArrayList<>(ScriptLines.of(Scripts.EMOJI, List.of(), 211));

    try (Oracle oracle = Oracle.of(pieces, true, folder)) {
      Tokenizer tokenizer = TokenizerFolder.open(folder);
      for (int i = 0; i < firsts.size(); i++) {
        assertThat(Oracle.described(tokenizer.encode(firsts.get(i), seconds.get(i))))
            .isEqualTo(oracle.encode(firsts.get(i), seconds.get(i)));
      }
    }
  }

  private void compareLines(List<String> pieces, boolean lowerCase) throws IOException {
    Map<Scripts, Integer> compared = new EnumMap<>(Scripts.class);
    Map<Scripts, List<String>> different = new EnumMap<>(Scripts.class);
    Set<String> all = new LinkedHashSet<>();
    Files.write(folder.resolve("vocab.txt"), pieces);
    try (Oracle oracle = Oracle.of(pieces, lowerCase, folder)) {
      Files.delete(folder.resolve("tokenizer.json"));
      Files.writeString(
          folder.resolve("tokenizer_config.json"), "{\"do_lower_case\": %s}".formatted(lowerCase));
      Tokenizer tokenizer = TokenizerFolder.open(folder);
      for (Scripts script : Scripts.values()) {
        for (String line : ScriptLines.of(script, words(script, pieces), LINES_OF_A_SCRIPT)) {
          compared.merge(script, all.add(line) ? 1 : 0, Integer::sum);
          List<String> ours = Oracle.described(tokenizer.encode(line));
          List<String> theirs = oracle.encode(line);
          if (!ours.equals(theirs)) {
            different
                .computeIfAbsent(script, s -> new ArrayList<>())
                .add("%s%n  ours   %s%n  theirs %s".formatted(line, ours, theirs));
          }
        }
      }
    }
    assertThat(different).isEmpty();
    assertThat(compared).hasSize(Scripts.values().length);
    assertThat(compared.values()).allMatch(lines -> lines >= 400);
    assertThat(all).hasSizeGreaterThanOrEqualTo(10_000);
  }

  /** Returns the vocabulary's own words that are written in a script. */
  private static List<String> words(Scripts script, List<String> pieces) {
    Set<Integer> letters = new LinkedHashSet<>();
    for (int letter : script.letters()) {
      letters.add(letter);
    }
    return pieces.stream()
        .filter(piece -> piece.codePointCount(0, piece.length()) > 1)
        .filter(piece -> piece.codePoints().allMatch(letters::contains))
        .toList();
  }

  private static String inWords(int from, int to) {
    StringBuilder line = new StringBuilder();
    for (int code = from; code < to; code++) {
      // Between letters, and after marks that another mark may have to precede.
      line.append('a').appendCodePoint(code).append("x\u0315\u0345").appendCodePoint(code);
      line.append(' ');
    }
    return line.toString();
  }
}
