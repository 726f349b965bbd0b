package io.blick.models.token.wordpiece;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.blick.models.format.FormatException;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.folder.TokenizerFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files of a tokenizer, one at a time: it opens and cuts a text, or it is refused in one
 * sentence that names a file that is there.
 */
class TokenizerFuzzTest {
  private static final String TEXT = "A <x> [MASK]zork Åb ZORK 中 <y>\u0301";
  private static final int INPUTS = 4_000;
  private static final List<String> WORDS = List.of(
      "null",
      "true",
      "false",
      "-1",
      "7",
      "2147483647",
      "1e99",
      "\"\"",
      "\"a\"",
      "\"\\ud800\"",
      "[]",
      "{}",
      "[7]",
      "{\"content\":\"a\"}",
      "\"\u0301\"");

  @TempDir
  private Path folder;

  @Test
  @Timeout(120)
  void a_damaged_file_opens_or_is_refused_by_name() throws IOException {
    List<Map.Entry<String, byte[]>> files = List.copyOf(whole().entrySet());
    List<String> names = files.stream().map(Map.Entry::getKey).toList();
    Set<String> blamed = new TreeSet<>();
    int opened = 0;
    for (int seed = 0; seed < INPUTS; seed++) {
      Random random = new Random(seed);
      Map.Entry<String, byte[]> file = files.get(random.nextInt(files.size()));
      String struck = file.getKey();
      byte[] damaged = damaged(file.getValue(), random);
      Files.write(folder.resolve(struck), damaged);
      try {
        Tokenizer tokenizer = TokenizerFolder.open(folder);
        tokenizer.encode(TEXT).pieces().forEach(piece -> tokenizer.piece(piece.id()));
        opened++;
      } catch (FormatException e) {
        String message = String.valueOf(e.getMessage());
        String name = message.split(": ", -1)[1];
        assertThat(names).contains(name);
        assertThat(message).doesNotContain("\n");
        blamed.add(name);
      } catch (RuntimeException e) {
        String text = new String(damaged, StandardCharsets.UTF_8);
        fail("seed %d, %s:%n%s".formatted(seed, struck, text), e);
      }
      Files.write(folder.resolve(struck), file.getValue());
    }

    assertThat(opened).isBetween(INPUTS / 20, INPUTS);
    assertThat(blamed).containsExactlyInAnyOrderElementsOf(names);
  }

  /** Writes and returns the files of a tokenizer that opens. */
  private Map<String, byte[]> whole() throws IOException {
    List<String> pieces = VocabularyFolder.pieces("a b ##a ##b A Å <s> 中 moom");
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("tokenizer.json", TokenizerJsonFile.json(pieces, true));
    files.put("tokenizer_config.json", bytes("""
        {"do_lower_case": true, "strip_accents": null, "tokenizer_class": "BertTokenizer",
         "cls_token": "[CLS]", "mask_token": {"content": "[MASK]", "lstrip": true},
         "model_input_names": ["input_ids", "token_type_ids"], "never_split": null,
         "extra_special_tokens": {"own_token": "<s>"}}"""));
    files.put("special_tokens_map.json", bytes("""
        {"sep_token": "[SEP]", "additional_special_tokens": ["moom"]}"""));
    files.put("added_tokens.json", bytes("{\"<x>\": 14, \"zork\": 15}"));
    files.put("config.json", bytes("{\"vocab_size\": 17, \"model_type\": \"bert\"}"));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    assertThat(TokenizerFolder.open(folder).size()).isEqualTo(16);
    return files;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Strikes a file: a byte, a piece of it left out or doubled, or a value replaced. */
  private static byte[] damaged(byte[] whole, Random random) {
    int from = random.nextInt(whole.length);
    int to = Math.min(whole.length, from + 1 + random.nextInt(20));
    return switch (random.nextInt(5)) {
      case 0 -> {
        byte[] struck = whole.clone();
        struck[from] = (byte) random.nextInt(256);
        yield struck;
      }
      case 1 -> joined(Arrays.copyOf(whole, from), Arrays.copyOfRange(whole, to, whole.length));
      case 2 -> joined(Arrays.copyOf(whole, to), Arrays.copyOfRange(whole, from, whole.length));
      default -> otherValue(new String(whole, StandardCharsets.UTF_8), random);
    };
  }

  private static byte[] otherValue(String json, Random random) {
    List<Integer> values = new ArrayList<>();
    for (int i = json.indexOf(':'); i >= 0; i = json.indexOf(':', i + 1)) {
      values.add(i + 1);
    }
    int from = values.get(random.nextInt(values.size()));
    int to = from;
    while (to < json.length() && ",}]".indexOf(json.charAt(to)) < 0) {
      to++;
    }
    String value = WORDS.get(random.nextInt(WORDS.size()));
    return bytes(json.substring(0, from) + value + json.substring(to));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
