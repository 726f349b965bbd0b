package io.blick.models.token.bpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import io.blick.models.format.FormatException;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.folder.TokenizerFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file asks for and is not done is refused by name; a damaged file likewise. */
class ByteLevelFilesTest {
  private static final int INPUTS = 2_000;

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "`\"dropout\":null`~`\"dropout\":0.1`~model.dropout must be 0 or absent; got \"0.1\"",
        "`\"continuing_subword_prefix\":null`~`\"continuing_subword_prefix\":\"##\"`~"
            + "model.continuing_subword_prefix must be empty or absent; got \"##\"",
        "`\"end_of_word_suffix\":null`~`\"end_of_word_suffix\":\"</w>\"`~"
            + "model.end_of_word_suffix must be empty or absent; got \"</w>\"",
        "`\"byte_fallback\":false`~`\"byte_fallback\":true`~"
            + "model.byte_fallback must be false or absent; got \"true\"",
        "`\"unk_token\":null`~`\"unk_token\":\"?!\"`~model.unk_token must be a piece; got \"?!\"",
        "`\"type\":\"BPE\"`~`\"type\":\"Unigram\"`~model.type must be BPE; got \"Unigram\"",
        "`\"normalizer\":{\"type\":\"NFC\"}`~`\"normalizer\":{\"type\":\"NFKC\"}`~"
            + "normalizer.type must be NFC; got \"NFKC\"",
        "`\\\\p{L}+|\\\\p{N}|`~`\\\\p{L}+|\\\\p{N}{1,2}|`~pre_tokenizer.pretokenizers.pattern.Regex"
            + " must be that of GPT-2, Llama 3 or Qwen 2; got \"(?i:'s|'t|'re|'ve|'m|'ll|'d)|"
            + "[^\\r\\n\\p{L}…\"",
        "`\"behavior\":\"Isolated\"`~`\"behavior\":\"Removed\"`~"
            + "pre_tokenizer.pretokenizers.behavior must be Isolated; got \"Removed\"",
        "`\"type\":\"Split\"`~`\"type\":\"Punctuation\"`~pre_tokenizer.pretokenizers.type must be"
            + " Split, Digits, or ByteLevel at the end; got \"Punctuation\"",
        "`\"merges\":[`~`\"merges\":[[\"a\",\"#\"],`~model.merges must be of pieces of the"
            + " vocabulary; got \"a#\" in merge 0, which is none"
      })
  void what_is_not_done_is_refused_by_name(String said, String other, String message)
      throws IOException {
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> new ByteLevelFolder(folder).replaced("qwen2", said, other))
        .withMessage("bpe: tokenizer.json: at byte 0: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"add_prefix_space\": true`|add_prefix_space must be false, as pre_tokenizer of"
            + " tokenizer.json has it; got \"true\"",
        "`\"add_bos_token\": true`|add_bos_token must be false, as post_processor of"
            + " tokenizer.json has it; got \"true\"",
        "`\"tokenizer_class\": \"BertTokenizer\"`|tokenizer_class must be PreTrainedTokenizerFast,"
            + " GPT2Tokenizer or another of byte pairs; got \"BertTokenizer\""
      })
  void settings_that_say_otherwise_are_refused_by_name(String said, String message)
      throws IOException {
    Files.writeString(folder.resolve("tokenizer_config.json"), "{%s}".formatted(said));

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> new ByteLevelFolder(folder).open("gpt2"))
        .withMessage("bpe: tokenizer_config.json: at byte 0: " + message);
  }

  @Test
  void a_model_that_needs_word_pieces_refuses_merges() throws IOException {
    Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"bert\"}");

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> new ByteLevelFolder(folder).open("gpt2"))
        .withMessage("bpe: tokenizer.json: at byte 0: model.type must be WordPiece, as the"
            + " model_type of config.json says; got merges");
  }

  @Test
  void merges_are_read_in_both_spellings_and_old_files_say_no_kind() throws IOException {
    var files = new ByteLevelFolder(folder);
    Tokenizer pairs = files.open("gpt2");
    String json = Files.readString(folder.resolve("tokenizer.json"));

    String spelled = json.replaceAll("\\[\"([^\"]+)\",\"([^\"]+)\"\\]", "\"$1 $2\"")
        .replace("\"type\":\"BPE\",", "");
    Files.writeString(folder.resolve("tokenizer.json"), spelled);
    Tokenizer texts = TokenizerFolder.open(folder);

    assertThat(spelled).isNotEqualTo(json);
    for (String text : ByteLevelFolder.texts()) {
      assertThat(texts.encode(text)).isEqualTo(pairs.encode(text));
    }
  }

  @Test
  @Timeout(120)
  void a_damaged_file_opens_or_is_refused_by_name() throws IOException {
    new ByteLevelFolder(folder).open("llama3");
    Path file = folder.resolve("tokenizer.json");
    byte[] whole = Files.readAllBytes(file);
    int opened = 0;
    for (int seed = 0; seed < INPUTS; seed++) {
      byte[] damaged = damaged(whole, new Random(seed));
      Files.write(file, damaged);
      try {
        Tokenizer tokenizer = TokenizerFolder.open(folder);
        tokenizer
            .encode("a <mask> 12 \u0301'LL\r\n")
            .pieces()
            .forEach(piece -> tokenizer.text(List.of(piece.id())));
        opened++;
      } catch (FormatException e) {
        assertThat(e.getMessage()).matches("(bpe|wordpiece): tokenizer\\.json: .+");
      } catch (RuntimeException e) {
        fail("seed %d".formatted(seed), e);
      }
    }

    assertThat(opened).isBetween(INPUTS / 50, INPUTS - INPUTS / 50);
  }

  /** Strikes a file: a byte, a piece of it left out or doubled, or a value replaced. */
  private static byte[] damaged(byte[] whole, Random random) {
    int from = random.nextInt(whole.length);
    int to = Math.min(whole.length, from + 1 + random.nextInt(20));
    String text = new String(whole, StandardCharsets.UTF_8);
    return switch (random.nextInt(4)) {
      case 0 -> {
        byte[] struck = whole.clone();
        struck[from] = (byte) random.nextInt(256);
        yield struck;
      }
      case 1 -> joined(Arrays.copyOf(whole, from), Arrays.copyOfRange(whole, to, whole.length));
      case 2 -> joined(Arrays.copyOf(whole, to), Arrays.copyOfRange(whole, from, whole.length));
      default -> {
        int at = text.indexOf(':', random.nextInt(2) * random.nextInt(text.length() / 8)) + 1;
        int end = at;
        while (",}]".indexOf(text.charAt(end)) < 0) {
          end++;
        }
        String[] values = {"null", "true", "-1", "7", "2147483646", "\"a\"", "[]", "{}", "[[1]]"};
        yield (text.substring(0, at) + values[random.nextInt(values.length)] + text.substring(end))
            .getBytes(StandardCharsets.UTF_8);
      }
    };
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
