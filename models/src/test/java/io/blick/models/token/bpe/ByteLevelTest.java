package io.blick.models.token.bpe;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.models.token.Decoding;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.Word;
import io.blick.models.token.folder.TokenizerFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteLevelTest {
  @TempDir
  private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama3", "smollm"})
  void text_of_the_pieces_of_a_text_is_the_text(String variant) throws IOException {
    Tokenizer tokenizer = new ByteLevelFolder(folder).open(variant);
    Random random = new Random(7);

    for (int i = 0; i < 1_009; i++) {
      String text = random
          .ints(random.nextInt(31), 0, 0x11000)
          .map(code -> random.nextBoolean() ? code % 128 : code)
          .filter(code -> Character.getType(code) != Character.SURROGATE)
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();

      assertThat(tokenizer.text(own(tokenizer.encode(text)))).isEqualTo(text);
    }
  }

  @Test
  void text_that_comes_in_pieces_never_ends_in_half_a_character() throws IOException {
    String text = "räksmörgås 東京 👩‍👩‍👧‍👦 x";
    Tokenizer tokenizer = new ByteLevelFolder(folder).open("gpt2");
    Decoding decoding = tokenizer.decoding();
    StringBuilder all = new StringBuilder();
    int open = 0;

    for (int id : own(tokenizer.encode(text))) {
      String part = decoding.append(id);
      assertThat(part).doesNotContain("\uFFFD");
      all.append(part);
      open += part.isEmpty() ? 1 : 0;
    }

    assertThat(all + decoding.end()).isEqualTo(text);
    assertThat(open).isGreaterThan(10);
  }

  @Test
  void what_is_open_at_the_end_is_a_replacement() throws IOException {
    Tokenizer tokenizer = new ByteLevelFolder(folder).open("gpt2");
    List<Integer> ids = own(tokenizer.encode("a👩"));

    assertThat(tokenizer.text(ids.subList(0, 3))).isEqualTo("a\uFFFD");
    assertThat(tokenizer.text(ids)).isEqualTo("a👩");
  }

  @Test
  void a_lone_surrogate_is_a_replacement() throws IOException {
    Tokenizer tokenizer = new ByteLevelFolder(folder).open("gpt2");

    Encoding encoding = tokenizer.encode("a\ud800b");

    assertThat(tokenizer.text(own(encoding))).isEqualTo("a\uFFFDb");
    assertThat(encoding.words()).extracting(Word::text).containsExactly("a\ud800b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      ignoreLeadingAndTrailingWhitespace = false,
      quoteCharacter = '`',
      value = {
        "the cat;the,cat",
        "  the  cat ;the,cat",
        "don't!;don,'t,!",
        "äger 東京 ;äger,東,京",
        "a <|end|>b;a,<|end|>,b",
        "...;..,.",
        "`   `;`   `"
      })
  void words_are_cut_from_the_text(String text, String words) throws IOException {
    Tokenizer tokenizer = new ByteLevelFolder(folder)
        .replaced("gpt2", "},\"merges\":[", ",\"..\":430},\"merges\":[[\".\",\".\"],");

    assertThat(tokenizer.encode(text).words())
        .extracting(Word::text)
        .containsExactly(words.split(",", -1));
  }

  @Test
  void every_piece_has_one_word_and_blanks_go_to_the_word_before() throws IOException {
    Tokenizer tokenizer = new ByteLevelFolder(folder).open("gpt2");

    Encoding encoding = tokenizer.encode("   a   b  ");

    assertThat(tokenizer.text(own(encoding))).isEqualTo("   a   b  ");
    List<Integer> owners = encoding.pieces().stream().map(Piece::word).toList();
    assertThat(owners).isSorted().startsWith(0, 0).endsWith(1, 1);
    for (int w = 0; w < encoding.words().size(); w++) {
      for (int piece : encoding.words().get(w).pieces()) {
        assertThat(owners.get(piece)).isEqualTo(w);
      }
    }
    assertThat(encoding.words()).extracting(Word::text).containsExactly("a", "b");
  }

  @Test
  void given_words_are_read_with_blanks_between() throws IOException {
    Tokenizer tokenizer = new ByteLevelFolder(folder).open("llama3");
    List<String> words = List.of("Katten", "jagade", "10 000", "musen", ".");

    Encoding encoding = tokenizer.encodeWords(words);

    assertThat(encoding.pieces())
        .extracting(Piece::id)
        .isEqualTo(tokenizer.encode(String.join(" ", words)).pieces().stream()
            .map(Piece::id)
            .toList());
    assertThat(encoding.words())
        .extracting(Word::text)
        .containsExactly("<|end|>", "Katten", "jagade", "10 000", "musen", ".");
    for (Word word : encoding.words().subList(1, encoding.words().size())) {
      var first = (Piece.InText) encoding.pieces().get(word.pieces().getFirst());
      var last = (Piece.InText) encoding.pieces().get(word.pieces().getLast());
      assertThat(first.start()).isZero();
      assertThat(last.end()).isEqualTo(word.text().length());
    }
  }

  @Test
  @Timeout(120)
  void one_word_of_a_million_letters_is_cut() throws IOException {
    Tokenizer tokenizer = new ByteLevelFolder(folder).open("gpt2");
    String text = "musen".repeat(200_003);

    Encoding encoding = tokenizer.encode(text);

    assertThat(encoding.words()).hasSize(1);
    assertThat(tokenizer.text(own(encoding))).isEqualTo(text);
  }

  @Test
  void a_byte_without_a_piece_is_unknown_or_nothing() throws IOException {
    var files = new ByteLevelFolder(folder);

    // Without the letter of U+0001 in the vocabulary.
    Tokenizer without = files.replaced("gpt2", "\"\u0101\":", "\"\u0101\u0101\u0101\":");
    assertThat(without.text(own(without.encode("a\u0001\u0001b")))).isEqualTo("ab");
    String text = Files.readString(folder.resolve("tokenizer.json"));
    Files.writeString(
        folder.resolve("tokenizer.json"),
        text.replace("\"unk_token\":null", "\"unk_token\":\"<|end|>\""));
    Tokenizer known = TokenizerFolder.open(folder);

    assertThat(known.text(own(known.encode("a\u0001\u0001b")))).isEqualTo("a<|end|><|end|>b");
    assertThat(known.unknown()).contains(421);
    Files.writeString(
        folder.resolve("tokenizer.json"),
        text.replace("\"unk_token\":null", "\"unk_token\":\"<|end|>\"")
            .replace("\"fuse_unk\":false", "\"fuse_unk\":true"));
    Tokenizer fused = TokenizerFolder.open(folder);
    assertThat(fused.text(own(fused.encode("a\u0001\u0001b")))).isEqualTo("a<|end|>b");
  }

  @Test
  void pieces_with_a_task_are_those_of_the_files() throws IOException {
    Files.writeString(folder.resolve("tokenizer_config.json"), """
        {"tokenizer_class": "GPT2TokenizerFast", "bos_token": "<|end|>", "eos_token": "<|end|>",
         "mask_token": "<mask>", "add_bos_token": true}""");

    Tokenizer tokenizer = new ByteLevelFolder(folder).open("llama3");

    assertThat(tokenizer.padding()).isEmpty();
    assertThat(tokenizer.beginning()).contains(421);
    assertThat(tokenizer.end()).contains(421);
    assertThat(tokenizer.mask()).contains(422);
    assertThat(tokenizer.unknown()).isEmpty();
    assertThat(tokenizer.size()).isEqualTo(425);
    assertThat(tokenizer.isSpecial(421)).isTrue();
    assertThat(tokenizer.isSpecial(424)).isFalse();
    assertThat(tokenizer.lowersCase()).isFalse();
    assertThat(tokenizer.tellsSegments()).isFalse();
  }

  private static List<Integer> own(Encoding encoding) {
    List<Integer> ids = new ArrayList<>();
    for (Piece piece : encoding.pieces()) {
      if (piece instanceof Piece.InText) {
        ids.add(piece.id());
      }
    }
    return ids;
  }
}
