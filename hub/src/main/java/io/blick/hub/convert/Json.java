package io.blick.hub.convert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.blick.models.format.FormatException;
import java.io.IOException;
import java.nio.file.Path;

/** JSON as a folder's files have it: two spaces, the same bytes on every system. */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /** Returns an object without members, which keep the order in which they are put. */
  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * Reads an entry of a jar.
   *
   * @param jar the file for messages
   * @param name the entry for messages
   */
  static JsonNode read(Path jar, String name, byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException broken) {
      String why = String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
      throw new FormatException("jar", jar, 0, "%s must be JSON; got %s".formatted(name, why));
    }
  }

  /** Returns the text of a file, with a line end behind it. */
  static String write(JsonNode node) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    Separators separators =
        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(separators).withObjectIndenter(lines).withArrayIndenter(lines);
    try {
      return MAPPER.writer(printer).writeValueAsString(node) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree can always be written", impossible);
    }
  }
}
