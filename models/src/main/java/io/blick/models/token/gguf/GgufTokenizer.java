package io.blick.models.token.gguf;

import io.blick.models.format.gguf.GgufMetadata;
import io.blick.models.token.Tokenizer;

/**
 * The tokenizer in the metadata of a GGUF file: its keys that begin with {@code tokenizer.ggml}.
 * They do not say everything that a tokenizer.json does; what they leave to the name of the model's
 * tokenizer ({@code tokenizer.ggml.pre}) is known for the names that docs/files.md lists, and other
 * names are refused.
 *
 * @see <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">the format</a>
 */
public final class GgufTokenizer {
  private GgufTokenizer() {}

  /**
   * Returns the tokenizer. It keeps nothing of the file, which may be closed afterwards; until then
   * this runs within {@link io.blick.models.format.gguf.Gguf#reading}.
   *
   * @param metadata the metadata of the file
   * @throws io.blick.models.format.FormatException if a key is missing, damaged or hostile, or asks
   *     for what is not known
   */
  public static Tokenizer open(GgufMetadata metadata) {
    GgufKeys keys = new GgufKeys(metadata);
    return switch (metadata.text(GgufKeys.PREFIX + "model")) {
      case "gpt2" -> GgufBytePairs.tokenizer(keys);
      case "llama" -> GgufSpaced.pairs(keys);
      case "t5" -> GgufSpaced.unigram(keys);
      case String other -> throw keys.wrong("model", "gpt2, llama or t5", other);
    };
  }
}
