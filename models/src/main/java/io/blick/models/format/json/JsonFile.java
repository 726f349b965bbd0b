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
 * A small JSON file of a model's folder, read whole.
 *
 * <p>It is checked to be UTF-8 before it is parsed, as two parsers that read one file differently
 * are how checks are passed by. For the same reason a key that occurs twice in an object is
 * refused: some take the first, some the last. {@code NaN} and {@code Infinity} are numbers, as in
 * Python, which writes them; whether a number may be one of them is for its reader to say.
 */
public final class JsonFile {
  /**
   * One that parses characters: Jackson's decoder of bytes reads what is not UTF-8 as if it were.
   */
  private static final JsonMapper JSON = new JsonMapper(JsonFactory.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
      .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
      .build());

  private JsonFile() {}

  /**
   * Returns the value in a file.
   *
   * @param format the operation that errors begin with
   * @param file the file
   * @param largest how many bytes it may have
   * @throws FormatException if it is not one JSON value in UTF-8
   * @throws UncheckedIOException if it cannot be read
   */
  // Jackson's tree is for the rooms of this module alone; no other can name it.
  @SuppressWarnings("exports")
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
        throw JsonRule.JSON.broken(format, file, bytes(text, at), at.getLineNr(), said(e));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(format + ": memory must be readable", e);
    }
  }

  private static long bytes(CharBuffer text, JsonLocation at) {
    return TextFile.byteOffset(text, Math.clamp(at.getCharOffset(), 0, text.limit()));
  }

  /** What the parser says, without the place, which it gives in another way. */
  public static String said(JacksonException e) {
    String said = e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "");
    return Escaped.text(said.substring(0, 1).toLowerCase(Locale.ROOT) + said.substring(1));
  }
}
