package io.blick.models.token.gguf;

import io.blick.models.format.gguf.Gguf;
import io.blick.models.format.gguf.GgufBytes;
import io.blick.models.token.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes a GGUF file of metadata alone, and opens its tokenizer. */
final class GgufKeysFile {
  private final Map<String, Consumer<GgufBytes>> values = new LinkedHashMap<>();

  GgufKeysFile text(String key, String value) {
    return put(key, out -> out.int32(8).text(value));
  }

  GgufKeysFile whole(String key, long value) {
    return put(key, out -> out.int32(4).int32(value));
  }

  GgufKeysFile flag(String key, boolean value) {
    return put(key, out -> out.int32(7).int8(value ? 1 : 0));
  }

  GgufKeysFile texts(String key, List<String> texts) {
    return put(key, out -> {
      out.int32(9).int32(8).int64(texts.size());
      texts.forEach(out::text);
    });
  }

  GgufKeysFile wholes(String key, List<Integer> numbers) {
    return put(key, out -> {
      out.int32(9).int32(5).int64(numbers.size());
      numbers.forEach(out::int32);
    });
  }

  GgufKeysFile floats(String key, List<Float> numbers) {
    return put(key, out -> {
      out.int32(9).int32(6).int64(numbers.size());
      numbers.forEach(out::floats);
    });
  }

  GgufKeysFile doubles(String key, List<Double> numbers) {
    return put(key, out -> {
      out.int32(9).int32(12).int64(numbers.size());
      numbers.forEach(number -> out.int64(Double.doubleToRawLongBits(number)));
    });
  }

  GgufKeysFile without(String key) {
    values.remove(key);
    return this;
  }

  private GgufKeysFile put(String key, Consumer<GgufBytes> value) {
    values.put(key, value);
    return this;
  }

  Tokenizer open(Path folder) throws IOException {
    GgufBytes out = new GgufBytes().begin("GGUF", 3, 0, values.size());
    values.forEach((key, value) -> value.accept(out.text("tokenizer.ggml." + key)));
    Path file = Files.write(folder.resolve("pieces.gguf"), out.align(32).toArray());
    try (Gguf gguf = Gguf.open(file)) {
      return gguf.reading(() -> GgufTokenizer.open(gguf.metadata()));
    }
  }
}
