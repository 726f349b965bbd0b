package io.blick.hub.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.blick.core.tensor.Tensor;
import io.blick.hub.catalogue.CatalogueEntry;
import io.blick.hub.catalogue.MavenJar;
import io.blick.hub.catalogue.PythonWheel;
import io.blick.models.format.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * The files of a folder in Hugging Face's layout.
 *
 * @param path the folder, which exists
 */
record ModelFolder(Path path) {

  /** Writes the weights, forced to the disk. */
  void weights(Map<String, Tensor> tensors, ConversionListener listener) {
    long bytes =
        tensors.values().stream().mapToLong(tensor -> tensor.data().byteSize()).sum();
    LongConsumer saved = listener.saving(bytes);
    // transformers refuses files that do not say which framework's names they use.
    Safetensors.write(path.resolve("model.safetensors"), tensors, Map.of("format", "pt"));
    saved.accept(bytes);
  }

  void config(ObjectNode config) throws IOException {
    json("config.json", config);
  }

  /**
   * Writes vocab.txt and tokenizer_config.json.
   *
   * @param lowerCase whether texts are converted to lower case and stripped of accents
   * @param positions most pieces of a text
   */
  void tokenizer(Vocabulary vocabulary, boolean lowerCase, int positions) throws IOException {
    text("vocab.txt", vocabulary.text());
    ObjectNode config = Json.object();
    config.put("cls_token", "[CLS]");
    config.put("do_lower_case", lowerCase);
    config.put("mask_token", "[MASK]");
    config.put("model_max_length", positions);
    config.put("pad_token", "[PAD]");
    config.put("sep_token", "[SEP]");
    config.putNull("strip_accents");
    config.put("tokenize_chinese_chars", true);
    config.put("tokenizer_class", "BertTokenizer");
    config.put("unk_token", "[UNK]");
    json("tokenizer_config.json", config);
  }

  /** Writes licence, notice of the authors, and origin. */
  void origin(CatalogueEntry entry, MavenJar jar, String noticeName, byte[] notice)
      throws IOException {
    text("LICENSE", Licence.of(entry).text());
    Files.write(path.resolve(noticeName), notice);
    text("README.md", ModelCard.of(entry, jar, noticeName));
  }

  /** Writes licence and origin. */
  void origin(CatalogueEntry entry, PythonWheel wheel) throws IOException {
    text("LICENSE", Licence.of(entry).text());
    text("README.md", ModelCard.of(entry, wheel));
  }

  void json(String name, JsonNode node) throws IOException {
    text(name, Json.write(node));
  }

  void text(String name, String text) throws IOException {
    Path file = path.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }
}
