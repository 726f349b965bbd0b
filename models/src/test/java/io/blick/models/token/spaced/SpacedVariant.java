package io.blick.models.token.spaced;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.folder.TokenizerFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** Writes the tokenizers of src/test/resources/spaced into a folder. */
public final class SpacedVariant {
  private static final Path RESOURCES = Path.of("src", "test", "resources", "spaced");
  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;

  /** Writes into a folder. */
  public SpacedVariant(Path folder) {
    this.folder = folder;
  }

  /** Reads a file of the resources. */
  public static JsonNode resource(String name) throws IOException {
    return JSON.readTree(RESOURCES.resolve(name).toFile());
  }

  /** Returns the texts. */
  public static List<String> texts() throws IOException {
    return StreamSupport.stream(resource("texts.json").path("texts").spliterator(), false)
        .map(JsonNode::textValue)
        .toList();
  }

  /** Returns a whole tokenizer.json. */
  public static ObjectNode json(String variant) throws IOException {
    JsonNode read = resource("variants.json").path(variant);
    ObjectNode whole = (ObjectNode) read.path("tokenizer");
    ((ObjectNode) whole.path("model"))
        .setAll((ObjectNode) resource(read.path("kind").textValue() + ".json"));
    return whole;
  }

  Path write(JsonNode whole) throws IOException {
    return Files.write(folder.resolve("tokenizer.json"), JSON.writeValueAsBytes(whole));
  }

  Tokenizer open(String variant) throws IOException {
    return open(json(variant));
  }

  /** Opens a tokenizer.json. */
  public Tokenizer open(JsonNode whole) throws IOException {
    write(whole);
    return TokenizerFolder.open(folder);
  }

  /** Opens a tokenizer.json in which some text is replaced. */
  Tokenizer replaced(String variant, String replaced, String replacement) throws IOException {
    String text = JSON.writeValueAsString(json(variant));
    if (!text.contains(replaced)) {
      throw new IllegalArgumentException(
          "replaced: it must contain %s; got %s".formatted(replaced, text));
    }
    Files.writeString(folder.resolve("tokenizer.json"), text.replace(replaced, replacement));
    return TokenizerFolder.open(folder);
  }
}
