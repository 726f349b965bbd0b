package io.blick.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.blick.models.format.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pair of texts, by pieces, on a model that is a folder and embeds sentences. */
@Tag("process")
class PairProcessTest {
  private static final String FIRST = "A cat 😀 [MASK] e\u0301te\u0301";
  private static final String SECOND = "𝒳 unaffordably 猫[SEP]";

  @TempDir
  private static Path folder;

  private static Path model;
  private static JsonNode look;

  @BeforeAll
  static void look() {
    model = Found.model("all-MiniLM-L6-v2");
    look = Start.blick(
            "look",
            FIRST,
            "--second",
            SECOND,
            "--unit",
            "pieces",
            "--layer",
            "3",
            "--head",
            "7",
            "--format",
            "json",
            "--model",
            model.toString())
        .ended()
        .well()
        .json();
  }

  @Test
  void the_object_says_what_was_asked() {
    assertThat(look.get("model").textValue()).isEqualTo("all-MiniLM-L6-v2");
    assertThat(look.get("text").textValue()).isEqualTo(FIRST);
    assertThat(look.get("second").textValue()).isEqualTo(SECOND);
    assertThat(look.get("unit").textValue()).isEqualTo("pieces");
    assertThat(look.get("layers").intValue()).isEqualTo(6);
    assertThat(look.get("heads").intValue()).isEqualTo(12);
    assertThat(look.get("layer").intValue()).isEqualTo(3);
    assertThat(look.get("head").intValue()).isEqualTo(7);
  }

  @Test
  void offsets_are_positions_in_the_segment_that_the_caller_gave() {
    List<String> read = new ArrayList<>();
    for (JsonNode piece : look.get("pieces")) {
      String segment = piece.get("segment").intValue() == 1 ? FIRST : SECOND;
      String place = piece.get("start").isNull()
          ? "added"
          : segment.substring(piece.get("start").intValue(), piece.get("end").intValue());
      read.add(piece.get("segment").intValue() + " " + piece.get("text").textValue() + " " + place);
    }

    assertThat(read)
        .containsExactly(
            "1 [CLS] added",
            "1 a A",
            "1 cat cat",
            "1 [UNK] 😀",
            "1 [MASK] [MASK]",
            "1 et e\u0301t",
            "1 ##e e",
            "1 [SEP] added",
            "2 [UNK] 𝒳",
            "2 una una",
            "2 ##ff ff",
            "2 ##ord ord",
            "2 ##ably ably",
            "2 [UNK] 猫",
            "2 [SEP] [SEP]",
            "2 [SEP] added");
  }

  /** From the start of the first piece to the end of the last; a mark that no piece took is out. */
  @Test
  void words_are_shown_in_the_callers_own_characters_and_know_their_pieces() {
    List<String> words = new ArrayList<>();
    look.get("words").forEach(word -> words.add(word.get("text").textValue()));

    assertThat(words)
        .containsExactly(
            "[CLS]",
            "A",
            "cat",
            "😀",
            "[MASK]",
            "e\u0301te",
            "[SEP]",
            "𝒳",
            "unaffordably",
            "猫",
            "[SEP]",
            "[SEP]");
    for (int word = 0; word < words.size(); word++) {
      for (JsonNode piece : look.get("words").get(word).get("pieces")) {
        assertThat(look.get("pieces").get(piece.intValue()).get("word").intValue())
            .isEqualTo(word);
      }
    }
  }

  @Test
  void weights_by_pieces_are_those_of_the_tensors_and_the_embedding_has_length_one()
      throws IOException {
    Ended ended = Start.blick(
            "look",
            FIRST,
            "--second",
            SECOND,
            "--format",
            "safetensors",
            "--model",
            model.toString())
        .ended()
        .well();

    try (var tensors = Safetensors.open(ended.saved(folder.resolve("pair.safetensors")))) {
      for (int from = 0; from < 16; from++) {
        float[] row = tensors.tensor("weights.3").at(6).at(from).toFloats();
        for (int to = 0; to < 16; to++) {
          assertThat(look.get("weights").get(from).get(to).floatValue()).isEqualTo(row[to]);
        }
      }
      assertThat(tensors.names()).contains("embedding").doesNotContain("pooled");
      double square = 0;
      for (float value : tensors.tensor("embedding").toFloats()) {
        square += (double) value * value;
      }
      assertThat(tensors.tensor("embedding").sizes()).containsExactly(384);
      assertThat(square).isEqualTo(1, within(384 * 0x1p-23));
      assertThat(Ended.json(tensors.metadata().getOrDefault("text", "")))
          .isEqualTo(Ended.json("[\"" + FIRST + "\",\"" + SECOND + "\"]"));
    }
  }
}
