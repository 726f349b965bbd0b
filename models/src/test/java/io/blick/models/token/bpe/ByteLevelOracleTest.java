package io.blick.models.token.bpe;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.models.token.Tokenizer;
import io.blick.models.token.folder.TokenizerFolder;
import io.blick.models.token.wordpiece.Oracle;
import io.blick.models.token.wordpiece.ScriptLines;
import io.blick.models.token.wordpiece.Scripts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pieces and offsets are those of the Hugging Face tokenizer, on lines of every script. */
class ByteLevelOracleTest {
  private static final int LINES_OF_A_SCRIPT = 211;

  @TempDir
  private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "prefix", "llama3", "qwen2", "smollm"})
  void lines_of_every_script_are_cut_as_the_oracle_cuts_them(String variant) throws IOException {
    Set<String> lines = new LinkedHashSet<>();
    for (Scripts script : Scripts.values()) {
      lines.addAll(ScriptLines.of(script, List.of(), LINES_OF_A_SCRIPT));
    }
    Path file = new ByteLevelFolder(folder).write(ByteLevelFolder.json(variant));
    List<String> different = new ArrayList<>();

    Tokenizer tokenizer = TokenizerFolder.open(folder);
    try (Oracle oracle = Oracle.of(file)) {
      for (String line : lines) {
        compare(line, tokenizer, oracle, different);
      }
    }

    assertThat(different).isEmpty();
    assertThat(lines).hasSizeGreaterThanOrEqualTo(3_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "qwen2"})
  void every_code_point_is_treated_as_the_oracle_treats_it(String variant) throws IOException {
    Path file = new ByteLevelFolder(folder).write(ByteLevelFolder.json(variant));
    List<String> different = new ArrayList<>();

    Tokenizer tokenizer = TokenizerFolder.open(folder);
    try (Oracle oracle = Oracle.of(file)) {
      for (int from = 0; from <= Character.MAX_CODE_POINT; from += 256) {
        if (from < Character.MIN_SURROGATE || from > Character.MAX_SURROGATE) {
          compare(among(from, from + 256), tokenizer, oracle, different);
        }
      }
    }

    assertThat(different).isEmpty();
  }

  private static void compare(
      String line, Tokenizer tokenizer, Oracle oracle, List<String> different) {
    List<String> ours = Oracle.placed(tokenizer.encode(line));
    List<String> theirs = oracle.placed(line);
    int at = 0;
    while (at < Math.min(ours.size(), theirs.size()) && ours.get(at).equals(theirs.get(at))) {
      at++;
    }
    if (!ours.equals(theirs)) {
      different.add("%s%n  ours   %s%n  theirs %s"
          .formatted(
              line.codePoints().limit(20).boxed().map(Integer::toHexString).toList(),
              ours.subList(at, Math.min(ours.size(), at + 5)),
              theirs.subList(at, Math.min(theirs.size(), at + 5))));
    }
  }

  private static String among(int from, int to) {
    StringBuilder line = new StringBuilder();
    for (int code = from; code < to; code++) {
      // Between letters, before digits, behind a blank, and with marks that may change places.
      line.append("a'").appendCodePoint(code).append("b1").appendCodePoint(code).append("2 ");
      line.appendCodePoint(code).append("x\u0315\u0345").appendCodePoint(code).append("  ");
    }
    return line.toString();
  }
}
