package io.blick.hub.convert;

import com.fasterxml.jackson.core.JsonLocation;
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

/** JSON for the files of a folder: indented by two spaces, the same bytes on every system. */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /** Returns an empty object; members keep the order in which they are added. */
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
    } catch (JsonProcessingException broken) {
      JsonLocation place = broken.getLocation();
      long at = place == null ? 0 : place.getByteOffset();
      throw new FormatException(
          "jar", jar, 0, "%s must be JSON; got what is none at its byte %d".formatted(name, at));
    } catch (IOException broken) {
      throw new FormatException("jar", jar, 0, name + " must be JSON; got another encoding");
    }
  }

  /**
   * Returns a boolean of an entry of a jar.
   *
   * @param jar the file for messages
   * @param name the entry for messages
   * @param root the entry
   * @param pointer JSON pointer to the boolean, such as {@code /normalizer/lowercase}
   */
  static boolean flag(Path jar, String name, JsonNode root, String pointer) {
    JsonNode flag = root.at(pointer);
    if (!flag.isBoolean()) {
      String got = flag.isMissingNode() ? "nothing" : flag.toString();
      throw new FormatException(
          "jar", jar, 0, "%s must say true or false at %s; got %s".formatted(name, pointer, got));
    }
    return flag.booleanValue();
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
