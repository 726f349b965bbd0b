package io.blick.models.token.spaced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import io.blick.models.format.FormatException;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.Word;
import io.blick.models.token.folder.TokenizerFolder;
import java.io.IOException;
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
import org.junit.jupiter.params.provider.ValueSource;

/** What the files of such tokenizers may say, and what their words are. */
class SpacedFilesTest {
  private static final int INPUTS = 607;

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '~',
      value = {
        "llama~`\"type\":\"Prepend\"`~`\"type\":\"NFKC\"`~normalizer.normalizers.type must be"
            + " Precompiled, Prepend, Replace or Strip; got \"NFKC\"",
        "llama~`\"String\":\" \"`~`\"String\":\"x\"`~normalizer.normalizers.pattern must be"
            + " a blank, or \" {2,}\", with ▁ or a blank for content; got object",
        "xlmr~`\"type\":\"WhitespaceSplit\"`~`\"type\":\"Digits\"`~"
            + "pre_tokenizer.pretokenizers.type must be Metaspace, WhitespaceSplit or "
            + "Split; got \"Digits\"",
        "xlmr~`\"prepend_scheme\":\"always\"`~`\"prepend_scheme\":\"last\"`~"
            + "pre_tokenizer.pretokenizers.prepend_scheme must be always, first or never;"
            + " got \"last\"",
        "gemma~`\"content\":\"▁\"`~`\"content\":\" \"`~pre_tokenizer must stand where blanks are ▁"
            + " already; got no such normalizer",
        "llama~`\"type\":\"Fuse\"`~`\"type\":\"CTC\"`~decoder.decoders.type must be Metaspace,"
            + " Replace, ByteFallback, Fuse or Strip; got \"CTC\"",
        "llama~`\"start\":1`~`\"start\":2`~decoder.decoders.start must be a number from 0 to 1;"
            + " got \"2\"",
        "llama~`\"fuse_unk\":true`~`\"dropout\":0.5`~model.dropout must be 0 or absent;"
            + " got \"0.5\"",
        "xlmr~`\"unk_id\":0`~`\"unk_id\":null`~model.unk_id must be the row of a piece; got null"
      })
  void what_is_not_done_is_refused_by_name(
      String variant, String said, String other, String message) throws IOException {
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> new SpacedVariant(folder).replaced(variant, said, other))
        .satisfies(e -> assertThat(e.getMessage())
            .matches("(bpe|unigram): tokenizer.json: at byte 0: .*")
            .endsWith(message));
  }

  @Test
  void a_table_that_is_not_whole_is_refused() {
    String table = "\"precompiled_charsmap\":\"";

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> new SpacedVariant(folder).replaced("xlmr", table, table + "////"))
        .withMessageContaining("normalizer.precompiled_charsmap must be a table of characters");
  }

  @Test
  void scores_that_are_none_are_refused() {
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> new SpacedVariant(folder).replaced("xlmr", "[\"<unk>\",0.0]", "[1,0.0]"))
        .withMessageEndingWith(
            "model.vocab must be an array of pieces and scores, as [\"a\", -3.5]; got other text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama", "mistral", "gemma", "xlmr", "t5"})
  void words_are_those_of_a_reader(String variant) throws IOException {
    Encoding encoding = new SpacedVariant(folder).open(variant).encode("The cat, it  ran 日本 <s>x");

    List<String> words = encoding.words().stream()
        .filter(word -> encoding.pieces().get(word.pieces().getFirst()) instanceof Piece.InText)
        .map(Word::text)
        .toList();

    assertThat(words).contains("The", "cat", ",", "it", "ran").endsWith("<s>", "x");
  }

  @Test
  void words_that_are_given_keep_their_pieces() throws IOException {
    Encoding encoding =
        new SpacedVariant(folder).open("llama").encodeWords(List.of("The", "cat", "#q"));

    assertThat(encoding.words()).extracting(Word::text).containsExactly("<s>", "The", "cat", "#q");
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama", "t5"})
  @Timeout(120)
  void a_damaged_file_opens_or_is_refused_by_name(String variant) throws IOException {
    Path file = new SpacedVariant(folder).write(SpacedVariant.json(variant));
    byte[] whole = Files.readAllBytes(file);
    int opened = 0;
    for (int seed = 0; seed < INPUTS; seed++) {
      Random random = new Random(seed);
      Files.write(file, damaged(whole, random));
      try {
        Tokenizer tokenizer = TokenizerFolder.open(folder);
        tokenizer
            .encode("a <mask> 12 e\u0301 \u2026\u200B\r\n")
            .pieces()
            .forEach(piece -> tokenizer.text(List.of(piece.id())));
        opened++;
      } catch (FormatException e) {
        assertThat(e.getMessage()).matches("(bpe|unigram|wordpiece): tokenizer\\.json: .+");
      } catch (RuntimeException e) {
        fail("seed %d".formatted(seed), e);
      }
    }

    assertThat(opened).isBetween(1, INPUTS - 1);
  }

  /** Strikes bytes of a file: half the time those of its beginning, where the rules are. */
  private static byte[] damaged(byte[] whole, Random random) {
    byte[] struck = whole.clone();
    int strikes = 1 + random.nextInt(3);
    for (int i = 0; i < strikes; i++) {
      int reach = random.nextBoolean() ? whole.length : Math.min(whole.length, 3_001);
      struck[random.nextInt(reach)] =
          (byte) (random.nextBoolean() ? '0' : ' ' + random.nextInt(95));
    }
    return random.nextInt(5) == 0 ? Arrays.copyOf(struck, random.nextInt(struck.length)) : struck;
  }
}
