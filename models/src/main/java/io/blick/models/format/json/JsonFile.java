package io.blick.models.format.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.format.file.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A small JSON file, read whole.
 *
 * <p>It must be UTF-8, which is checked before it is parsed: where two parsers read one file
 * differently, a checked file may not be the one that is used. For the same reason a key that
 * occurs twice in an object is refused: some parsers take the first, some the last. {@code NaN} and
 * {@code Infinity} are numbers, as in Python, which writes them; the caller decides whether a
 * number may be one of them.
 */
public final class JsonFile {
  /** A parser of characters: Jackson's decoder of bytes accepts some input that is not UTF-8. */
  private static final JsonMapper JSON = new JsonMapper(JsonFactory.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
      .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
      .build());

  private JsonFile() {}

  /**
   * Returns the value in a file.
   *
   * @param format with which error messages begin
   * @param file the file
   * @param largest how many bytes it may have
   * @throws FormatException if it is not one JSON value in UTF-8
   * @throws UncheckedIOException if it cannot be read
   */
  public static JsonNode read(String format, Path file, long largest) {
    CharBuffer text = TextFile.readUnmarked(format, file, largest);
    try (JsonParser parser = JSON.createParser(text.array(), 0, text.limit())) {
      try {
        JsonNode value = parser.readValueAsTree();
        if (parser.nextToken() != null) {
          JsonLocation at = parser.currentTokenLocation();
          throw JsonRule.END.broken(format, file, bytes(text, at), at.getLineNr());
        }
        return value == null ? MissingNode.getInstance() : value;
      } catch (JacksonException e) {
        JsonLocation at = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
        throw JsonRule.JSON.broken(format, file, bytes(text, at), at.getLineNr(), parserMessage(e));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(format + ": memory must be readable", e);
    }
  }

  private static long bytes(CharBuffer text, JsonLocation at) {
    return TextFile.byteOffset(text, Math.clamp(at.getCharOffset(), 0, text.limit()));
  }

  /** The parser's message without its position, which is given in bytes instead. */
  public static String parserMessage(JacksonException e) {
    String said = e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "");
    return Escaped.text(said.substring(0, 1).toLowerCase(Locale.ROOT) + said.substring(1));
  }
}
