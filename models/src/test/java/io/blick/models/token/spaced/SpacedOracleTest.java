package io.blick.models.token.spaced;

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
class SpacedOracleTest {
  private static final int LINES_OF_A_SCRIPT = 211;

  @TempDir
  private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"llama", "mistral", "gemma", "xlmr", "t5", "bytes"})
  void lines_of_every_script_are_cut_as_the_oracle_cuts_them(String variant) throws IOException {
    Set<String> lines = new LinkedHashSet<>();
    for (Scripts script : Scripts.values()) {
      lines.addAll(ScriptLines.of(script, List.of("the", "that", "musen", "a"), LINES_OF_A_SCRIPT));
    }
    Path file = new SpacedVariant(folder).write(SpacedVariant.json(variant));
    List<String> different = new ArrayList<>();

    Tokenizer tokenizer = TokenizerFolder.open(folder);
    try (Oracle oracle = Oracle.of(file)) {
      for (String line : lines) {
        if (!beginsWithNothing(line)) {
          compare(line, tokenizer, oracle, different);
        }
      }
    }

    assertThat(different).isEmpty();
    assertThat(lines).hasSizeGreaterThanOrEqualTo(3_000);
  }

  /**
   * Whether the table of the fixture makes nothing of what stands first: the oracle then moves all
   * offsets to the left.
   */
  private static boolean beginsWithNothing(String line) {
    return "\u200B\u0001\u007F".indexOf(line.charAt(0)) >= 0;
  }

  private static void compare(
      String line, Tokenizer tokenizer, Oracle oracle, List<String> different) {
    List<String> ours = Oracle.placed(tokenizer.encode(line));
    List<String> theirs = oracle.placed(line);
    if (!ours.equals(theirs)) {
      different.add("%s%n  ours   %s%n  theirs %s"
          .formatted(
              line.codePoints().limit(20).boxed().map(Integer::toHexString).toList(),
              ours,
              theirs));
    }
  }
}
