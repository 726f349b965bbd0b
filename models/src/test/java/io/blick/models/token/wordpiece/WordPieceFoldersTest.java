package io.blick.models.token.wordpiece;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.folder.TokenizerFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tokenizer folders of distilbert, electra and mpnet in the ways in which people have them: pieces,
 * offsets, and the text that each piece is in are those of transformers 5.24 (make.py beside them).
 */
class WordPieceFoldersTest {
  private static final Path FOLDERS = Path.of("src/test/resources/wordpiece-folders");

  private static JsonNode json(String name) throws IOException {
    return new JsonMapper().readTree(FOLDERS.resolve(name).toFile());
  }

  static Stream<String> folders() throws IOException {
    return json("folders.json").properties().stream().map(entry -> entry.getKey());
  }

  @ParameterizedTest
  @MethodSource("folders")
  void texts_and_pairs_are_cut_as_there(String folder) throws IOException {
    JsonNode lines = json("lines.json");
    JsonNode expected =
        json("expected/" + json("folders.json").path(folder).path("expected").asText());
    Tokenizer tokenizer = TokenizerFolder.open(FOLDERS.resolve(folder));
    List<String> different = new ArrayList<>();
    int at = 0;

    for (JsonNode text : lines.path("texts")) {
      compare(text.toString(), tokenizer.encode(text.textValue()), expected.path(at++), different);
    }
    for (JsonNode pair : lines.path("pairs")) {
      Encoding encoding =
          tokenizer.encode(pair.path(0).textValue(), pair.path(1).textValue());
      compare(pair.toString(), encoding, expected.path(at++), different);
    }

    assertThat(at).isGreaterThan(300).isEqualTo(expected.size());
    assertThat(different).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void padding_mask_and_unknown_are_those_of_there(String folder) throws IOException {
    JsonNode expected = json("folders.json").path(folder);

    Tokenizer tokenizer = TokenizerFolder.open(FOLDERS.resolve(folder));

    assertThat(tokenizer.padding()).contains(expected.path("padding").intValue());
    assertThat(tokenizer.mask()).contains(expected.path("mask").intValue());
    assertThat(tokenizer.unknown()).contains(expected.path("unknown").intValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"distilbert-saved5", "electra-saved4-added", "electra-vocab"})
  void segments_are_the_type_ids_of_there(String folder) throws IOException {
    JsonNode pairs = json("lines.json").path("pairs");
    JsonNode expected =
        json("expected/" + json("folders.json").path(folder).path("expected").asText());
    Tokenizer tokenizer = TokenizerFolder.open(FOLDERS.resolve(folder));

    for (int i = 0; i < pairs.size(); i++) {
      JsonNode pair = pairs.path(i);
      Encoding encoding =
          tokenizer.encode(pair.path(0).textValue(), pair.path(1).textValue());
      JsonNode types = expected.path(expected.size() - pairs.size() + i).path(3);
      List<Integer> theirs = new ArrayList<>();
      types.forEach(type -> theirs.add(1 + type.intValue()));

      assertThat(encoding.pieces().stream().map(Piece::segment).toList()).isEqualTo(theirs);
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void nothing_is_assumed(String folder) {
    assertThat(TokenizerFolder.open(FOLDERS.resolve(folder)).notes()).isEmpty();
  }

  private static void compare(
      String text, Encoding encoding, JsonNode expected, List<String> different) {
    List<String> ours =
        encoding.pieces().stream().map(WordPieceFoldersTest::described).toList();
    List<String> theirs = new ArrayList<>();
    for (int i = 0; i < expected.path(0).size(); i++) {
      int id = expected.path(0).path(i).intValue();
      JsonNode place = expected.path(1).path(i);
      theirs.add(
          place.isNull()
              ? id + " added"
              : "%d at %d-%d of text %d"
                  .formatted(
                      id,
                      place.path(0).intValue(),
                      place.path(1).intValue(),
                      1 + expected.path(2).path(i).intValue()));
    }
    if (!ours.equals(theirs)) {
      different.add("%s%n  ours   %s%n  theirs %s".formatted(text, ours, theirs));
    }
  }

  private static String described(Piece piece) {
    return switch (piece) {
      case Piece.Added added -> added.id() + " added";
      case Piece.InText in ->
        "%d at %d-%d of text %d".formatted(in.id(), in.start(), in.end(), in.segment());
    };
  }
}
