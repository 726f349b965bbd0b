package io.blick.models.token.bpe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pieces, offsets and text are those that Hugging Face's library made (make.py). */
class ByteLevelGoldenTest {
  @TempDir
  private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"gpt2", "prefix", "roberta", "llama3", "qwen2", "inverted", "smollm", "digits"})
  void pieces_and_offsets_are_those_of_there(String variant) throws IOException {
    JsonNode expected = ByteLevelFolder.resource("variants.json").path(variant);
    List<String> texts = ByteLevelFolder.texts();
    List<String> different = new ArrayList<>();

    Tokenizer tokenizer = new ByteLevelFolder(folder).open(variant);
    for (int i = 0; i < texts.size(); i++) {
      compare(
          texts.get(i), tokenizer.encode(texts.get(i)), expected.path("texts").path(i), different);
    }
    JsonNode pairs = ByteLevelFolder.resource("texts.json").path("pairs");
    for (int i = 0; i < pairs.size(); i++) {
      String first = texts.get(pairs.path(i).path(0).intValue());
      String second = texts.get(pairs.path(i).path(1).intValue());
      compare(
          first + " | " + second,
          tokenizer.encode(first, second),
          expected.path("pairs").path(i),
          different);
    }

    assertThat(different).isEmpty();
    assertThat(texts).hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama3", "qwen2", "smollm"})
  void text_is_that_of_there(String variant) throws IOException {
    JsonNode expected = ByteLevelFolder.resource("variants.json").path(variant).path("texts");

    Tokenizer tokenizer = new ByteLevelFolder(folder).open(variant);

    for (JsonNode each : expected) {
      List<Integer> ids = new ArrayList<>();
      each.path("ids").forEach(id -> ids.add(id.intValue()));
      assertThat(tokenizer.text(ids)).isEqualTo(each.path("text").textValue());
    }
  }

  private static void compare(
      String text, Encoding encoding, JsonNode expected, List<String> different) {
    List<String> ours = new ArrayList<>();
    for (Piece piece : encoding.pieces()) {
      ours.add(
          switch (piece) {
            case Piece.Added _ -> "%d null".formatted(piece.id());
            case Piece.InText in -> "%d [%d,%d]".formatted(in.id(), in.start(), in.end());
          });
    }
    List<String> theirs = new ArrayList<>();
    for (int i = 0; i < expected.path("ids").size(); i++) {
      theirs.add(expected.path("ids").path(i).intValue() + " "
          + expected.path("offsets").path(i));
    }
    if (!ours.equals(theirs)) {
      different.add("%s%n  ours   %s%n  theirs %s".formatted(text, ours, theirs));
    }
  }
}
