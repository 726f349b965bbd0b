package io.blick.models.token.wordpiece;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.folder.TokenizerFolder;
import io.blick.models.token.unicode.Normalisation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Added tokens with any flags are found where the Hugging Face tokenizer finds them: ids, places
 * and words. Spellings are not compared: there a token is spelt as it stands in the text.
 */
class AddedTokensOracleTest {
  private static final List<String> PARTS = List.of(
      "a", "B", "ab", "ä", "a\u0308", "Å", "x", "é", " ", "<", ">", "_", "1", "中", "が", "İ", ".",
      "\u200d", "\u0301", "ß", "\u00a0", "𝐀", "Ⅷ");
  private static final int LINES = 300;

  @TempDir
  private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37})
  void tokens_of_every_kind_are_found_as_the_oracle_finds_them(long seed) throws IOException {
    Random random = new Random(seed);
    Path file = write(random, seed % 3 != 0);
    List<String> different = new ArrayList<>();

    try (Oracle oracle = Oracle.of(file)) {
      Tokenizer tokenizer = TokenizerFolder.open(folder);
      for (int i = 0; i < LINES; i++) {
        String line = line(random, 1 + random.nextInt(14));
        List<String> ours = unspelt(Oracle.described(tokenizer.encode(line)));
        List<String> theirs = unspelt(oracle.encode(line));
        if (!ours.equals(theirs)) {
          different.add("%s%n  ours   %s%n  theirs %s".formatted(line, ours, theirs));
        }
      }
    }

    assertThat(different).isEmpty();
  }

  /** Writes a tokenizer.json with tokens made of the parts of which the lines are made. */
  private Path write(Random random, boolean lowerCase) throws IOException {
    List<String> pieces = VocabularyFolder.pieces("a ##a b ##b ab ä x ##x 中 1 ##1 < > . é");
    JsonMapper mapper = new JsonMapper();
    ObjectNode root = (ObjectNode) mapper.readTree(TokenizerJsonFile.json(pieces, lowerCase));
    Set<String> contents = new LinkedHashSet<>();
    Set<String> normalised = new HashSet<>();
    while (contents.size() < 17) {
      String content = line(random, 1 + random.nextInt(3));
      // A token that normalisation leaves nothing of is refused; of those that it makes alike the
      // oracle finds any.
      if (content.codePoints().anyMatch(c -> Character.isLetterOrDigit(c) || c == '<')
          && normalised.add(Arrays.toString(Normalisation.uncased().codePoints(content)))) {
        contents.add(content);
      }
    }
    int next = pieces.size();
    for (String content : contents) {
      int row = pieces.indexOf(content);
      root.withArray("added_tokens")
          .addObject()
          .put("id", row < 0 ? next++ : row)
          .put("content", content)
          .put("single_word", random.nextInt(4) == 0)
          .put("lstrip", random.nextInt(4) == 0)
          .put("rstrip", random.nextInt(4) == 0)
          .put("normalized", random.nextBoolean())
          .put("special", random.nextInt(3) == 0);
    }
    return Files.write(folder.resolve("tokenizer.json"), mapper.writeValueAsBytes(root));
  }

  private static String line(Random random, int parts) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < parts; i++) {
      line.append(PARTS.get(random.nextInt(PARTS.size())));
    }
    return line.toString();
  }

  private static List<String> unspelt(List<String> described) {
    return described.stream()
        .map(piece -> piece.substring(piece.lastIndexOf("=")))
        .toList();
  }
}
