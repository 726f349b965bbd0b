package io.blick.models.token.spaced;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.blick.models.token.Decoding;
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
class SpacedGoldenTest {
  @TempDir
  private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "llama",
        "mistral",
        "gemma",
        "whole",
        "unknown",
        "unknowns",
        "xlmr",
        "t5",
        "never",
        "bytes"
      })
  void pieces_offsets_and_text_are_those_of_there(String variant) throws IOException {
    JsonNode expected = SpacedVariant.resource("variants.json").path(variant);
    List<String> texts = SpacedVariant.texts();
    List<String> different = new ArrayList<>();

    Tokenizer tokenizer = new SpacedVariant(folder).open(variant);
    for (int i = 0; i < texts.size(); i++) {
      JsonNode of = expected.path("texts").path(i);
      Encoding encoding = tokenizer.encode(texts.get(i));
      compare(texts.get(i), encoding, of, different);
      List<Integer> own = new ArrayList<>();
      of.path("own").forEach(id -> own.add(id.intValue()));
      if (!tokenizer.text(own).equals(of.path("text").textValue())) {
        different.add("text of %s: %s".formatted(of.path("own"), tokenizer.text(own)));
      }
    }
    JsonNode pairs = SpacedVariant.resource("texts.json").path("pairs");
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
  @ValueSource(strings = {"llama", "gemma", "bytes"})
  void text_that_comes_piece_by_piece_has_no_half_of_a_character(String variant)
      throws IOException {
    Tokenizer tokenizer = new SpacedVariant(folder).open(variant);
    String text = "日 😀😀 ქ";
    List<Integer> ids = tokenizer.encode(text).pieces().stream()
        .filter(piece -> piece instanceof Piece.InText)
        .map(Piece::id)
        .toList();
    Decoding decoding = tokenizer.decoding();

    List<String> parts = new ArrayList<>();
    ids.forEach(id -> parts.add(decoding.append(id)));
    parts.add(decoding.end());

    assertThat(String.join("", parts)).isEqualTo(text);
    assertThat(parts).contains("").noneMatch(part -> part.contains("\uFFFD"));
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
