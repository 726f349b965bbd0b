package io.blick.models.token.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.blick.models.format.FormatException;
import io.blick.models.token.Piece;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.spaced.SpacedVariant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tokenizer of SentencePiece in a GGUF file is that of the tokenizer.json with its pieces. */
class GgufSpacedTest {
  @TempDir
  private Path folder;

  @Test
  void pairs_by_score_are_those_of_the_list_that_the_scores_make() throws IOException {
    List<String> tokens = tokens();
    ObjectNode json = SpacedVariant.json("llama");
    ArrayNode merges = ((ObjectNode) json.path("model")).putArray("merges");
    for (int row = 259; row < tokens.size(); row++) {
      String token = tokens.get(row);
      for (int at = 1; at < token.length(); at++) {
        if (tokens.lastIndexOf(token.substring(0, at)) >= 259
            && tokens.lastIndexOf(token.substring(at)) >= 259) {
          merges.addArray().add(token.substring(0, at)).add(token.substring(at));
        }
      }
    }
    Tokenizer expected = new SpacedVariant(folder).open(json);

    Tokenizer tokenizer = pairs().open(folder);

    assertThat(merges.size())
        .isGreaterThan(SpacedVariant.resource("pairs.json").path("merges").size());
    for (String text : SpacedVariant.texts()) {
      List<Integer> ids =
          tokenizer.encode(text).pieces().stream().map(Piece::id).toList();
      assertThat(tokenizer.encode(text)).isEqualTo(expected.encode(text));
      assertThat(tokenizer.text(ids)).isEqualTo(expected.text(ids));
    }
  }

  @Test
  void no_blank_is_put_before_a_text_where_the_file_says_so() throws IOException {
    Tokenizer tokenizer = pairs().flag("add_space_prefix", false).open(folder);

    assertThat(tokenizer.encode("a").pieces()).extracting(Piece::text).containsExactly("<s>", "a");
    assertThat(tokenizer.text(ids(tokenizer, " a"))).isEqualTo("<s> a");
  }

  @Test
  void a_unigram_model_is_that_of_the_folder() throws IOException {
    ObjectNode json = SpacedVariant.json("t5");
    ObjectNode strip = (ObjectNode) json.path("normalizer").path("normalizers").path(1);
    strip.put("strip_left", true);
    ((ObjectNode) json.path("added_tokens").path(3)).put("lstrip", false);
    Tokenizer expected = new SpacedVariant(folder).open(json);

    Tokenizer tokenizer = unigram(json).open(folder);

    for (String text : SpacedVariant.texts()) {
      // A blank goes before these too in a GGUF file, and not in a tokenizer.json.
      if (!text.contains("▁")) {
        assertThat(tokenizer.encode(text)).isEqualTo(expected.encode(text));
      }
    }
    assertThat(tokenizer.text(ids(tokenizer, "the cat"))).isEqualTo("<s> the cat</s>");
  }

  @Test
  void what_is_damaged_or_not_done_is_refused_by_name() throws IOException {
    ObjectNode json = SpacedVariant.json("t5");
    int size = tokens().size();

    refuses(
        pairs().floats("scores", List.of(1f)),
        "scores must have a value for each of the %d tokens; got 1".formatted(size));
    refuses(
        pairs().floats("scores", Collections.nCopies(size, Float.NaN)),
        "scores must be of finite numbers; got \"NaN\"");
    refuses(
        unigram(json).without("unknown_token_id"),
        "unknown_token_id must be there for a unigram model; got none");
    refuses(
        unigram(json).wholes("precompiled_charsmap", List.of(8, 0, 0, 0, 1)),
        "precompiled_charsmap: the table must begin with the size of an array that it holds whole;"
            + " got 8 of 5 bytes");
  }

  private void refuses(GgufKeysFile file, String message) {
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> file.open(folder))
        .withMessage("gguf: pieces.gguf: at byte 0: tokenizer.ggml." + message);
  }

  private static List<Integer> ids(Tokenizer tokenizer, String text) {
    return tokenizer.encode(text).pieces().stream().map(Piece::id).toList();
  }

  private static List<String> tokens() throws IOException {
    return SpacedVariant.resource("pairs.json").path("vocab").properties().stream()
        .sorted((a, b) -> Integer.compare(a.getValue().intValue(), b.getValue().intValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static GgufKeysFile pairs() throws IOException {
    List<String> tokens = tokens();
    List<Float> scores = new ArrayList<>();
    List<Integer> kinds = new ArrayList<>();
    for (int row = 0; row < tokens.size(); row++) {
      scores.add(row < 259 ? 0f : 258f - row);
      kinds.add(row == 0 ? 2 : row < 3 ? 3 : row < 259 ? 6 : 1);
    }
    return new GgufKeysFile()
        .text("model", "llama")
        .texts("tokens", tokens)
        .floats("scores", scores)
        .wholes("token_type", kinds)
        .whole("bos_token_id", 1)
        .whole("unknown_token_id", 0);
  }

  private static GgufKeysFile unigram(JsonNode json) {
    List<String> tokens = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    List<Integer> kinds = new ArrayList<>();
    for (JsonNode piece : json.path("model").path("vocab")) {
      tokens.add(piece.path(0).textValue());
      scores.add(piece.path(1).doubleValue());
      kinds.add(tokens.size() == 1 ? 2 : tokens.size() < 4 ? 3 : 1);
    }
    kinds.set(tokens.indexOf("<mask>"), 3);
    // As in the folder: no pieces of bytes.
    tokens.replaceAll(token -> token.startsWith("<0x") ? "" : token);
    List<Integer> table = new ArrayList<>();
    JsonNode mapped = json.path("normalizer").path("normalizers").path(0);
    for (byte each :
        Base64.getDecoder().decode(mapped.path("precompiled_charsmap").asText())) {
      table.add((int) each);
    }
    return new GgufKeysFile()
        .text("model", "t5")
        .texts("tokens", tokens)
        .doubles("scores", scores)
        .wholes("token_type", kinds)
        .wholes("precompiled_charsmap", table)
        .flag("remove_extra_whitespaces", true)
        .flag("add_space_prefix", true)
        .flag("add_bos_token", true)
        .whole("bos_token_id", 1)
        .whole("eos_token_id", 2)
        .whole("unknown_token_id", 0);
  }
}
