package io.blick.hub.convert;

import com.fasterxml.jackson.databind.JsonNode;
import io.blick.models.format.FormatException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The vocabulary of a model: its pieces by id.
 *
 * @param jar the file for messages
 * @param pieces piece i has id i
 */
record Vocabulary(Path jar, List<String> pieces) {

  Vocabulary {
    pieces = List.copyOf(pieces);
  }

  /** Reads a vocab.txt: one piece a line. */
  static Vocabulary ofLines(Path jar, byte[] utf8) {
    return new Vocabulary(jar, new String(utf8, StandardCharsets.UTF_8).lines().toList());
  }

  /** Reads the vocab object of a tokenizer.json: ids by piece. */
  static Vocabulary ofIds(Path jar, JsonNode ids) {
    String[] pieces = new String[ids.size()];
    Arrays.fill(pieces, "");
    for (Map.Entry<String, JsonNode> entry : ids.properties()) {
      int id = entry.getValue().asInt(-1);
      if (id < 0 || id >= pieces.length || !pieces[id].isEmpty()) {
        throw new FormatException(
            "jar",
            jar,
            0,
            "ids of the vocabulary must be 0 to %d, each once; got %s for %s"
                .formatted(pieces.length - 1, entry.getValue(), entry.getKey()));
      }
      pieces[id] = entry.getKey();
    }
    return new Vocabulary(jar, List.of(pieces));
  }

  /** Checks that there is one piece for each word embedding. */
  Vocabulary checkSize(int embeddings) {
    if (pieces.size() != embeddings) {
      throw new FormatException(
          "jar",
          jar,
          0,
          "vocabulary must have a piece for each of the %d word embeddings; got %d"
              .formatted(embeddings, pieces.size()));
    }
    return this;
  }

  /** Returns the id of a piece that every BERT has. */
  int id(String piece) {
    int id = pieces.indexOf(piece);
    if (id < 0) {
      throw new FormatException("jar", jar, 0, "vocabulary must have " + piece);
    }
    return id;
  }

  /** Returns the text of vocab.txt. */
  String text() {
    return String.join("\n", pieces) + "\n";
  }
}
