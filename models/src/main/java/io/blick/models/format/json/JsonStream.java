package io.blick.models.format.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.blick.models.format.FormatException;
import io.blick.models.format.file.TextFile;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A JSON file that is read token by token, since a tree of it would need too much memory.
 *
 * @param format with which error messages begin
 * @param file the file
 * @param text the whole text
 */
public record JsonStream(String format, Path file, CharBuffer text) {

  /**
   * Reads the text of a file.
   *
   * @param format with which error messages begin
   * @param file the file
   * @param largest how many bytes it may have
   * @throws FormatException if it has more, or is not UTF-8 without a byte order mark
   */
  public static JsonStream read(String format, Path file, long largest) {
    return new JsonStream(format, file, TextFile.readUnmarked(format, file, largest));
  }

  /**
   * Returns a parser of the characters: Jackson's decoder of bytes knows no escaped surrogates in
   * names. A vocabulary has more different names than Jackson takes for harmless, so the parser
   * keeps no table of them.
   */
  public JsonParser parser() throws IOException {
    JsonFactory names = JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .build();
    return new JsonMapper(names).createParser(text.array(), 0, text.limit());
  }

  /** Returns the error for text that is not JSON. */
  public FormatException malformed(@Nullable JsonLocation at) {
    return error(
        at == null ? 0 : byteOffset(at),
        "the file must be whole JSON, each key once; got other text; fetch it again");
  }

  /** Returns the error for JSON that is nested deeper than the parser allows. */
  public FormatException tooDeep(JsonParser parser) {
    JsonLocation at = parser.currentLocation();
    return error(
        byteOffset(at),
        "the file must be JSON nested at most %d deep; got more in line %d"
            .formatted(parser.streamReadConstraints().getMaxNestingDepth(), at.getLineNr()));
  }

  /** Returns the error for the parser's current token. */
  public FormatException wrong(JsonParser parser, String expectation) {
    return error(byteOffset(parser.currentTokenLocation()), expectation);
  }

  private FormatException error(long at, String expectation) {
    return new FormatException(format, file, at, expectation);
  }

  private long byteOffset(JsonLocation at) {
    return TextFile.byteOffset(text, Math.clamp(at.getCharOffset(), 0, text.limit()));
  }
}
