package io.blick.bench.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.blick.bench.timing.Side;
import io.blick.bench.timing.Timings;
import io.blick.models.task.Embedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyCallersTest {
  private static final Path ENCODER = Path.of("../models/src/test/resources/encoders/mpnet-model");
  private static final String MODULES = """
      [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
       {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"}]
      """;

  @TempDir
  private Path folder;

  @Test
  void callers_embed_the_texts_of_the_list_between_them() throws IOException {
    try (Embedder embedder = Embedder.open(embedding())) {
      ManyCallers callers = new ManyCallers(embedder, List.of("anna", "jon och", "the cat sat"));
      Map<Side, double[]> nanos = new LinkedHashMap<>();
      callers.sides().forEach(side -> nanos.put(side, new double[] {1e6 * (nanos.size() + 2)}));

      assertThatCode(callers::check).doesNotThrowAnyException();
      assertThat(callers.table(new Timings(nanos)).rows())
          .startsWith(
              List.of("one list", "1500/s", "1.00 ×"),
              List.of("1", "1000/s", "1.50 ×"),
              List.of("2", "750/s", "2.00 ×"))
          .hasSize(6);
    }
  }

  /** Writes the files by which sentence-transformers says that a model embeds sentences. */
  private Path embedding() throws IOException {
    for (String file :
        List.of("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json")) {
      Files.copy(ENCODER.resolve(file), folder.resolve(file));
    }
    Path pooling = Files.createDirectory(folder.resolve("1_Pooling"));
    Files.writeString(folder.resolve("modules.json"), MODULES);
    Files.writeString(pooling.resolve("config.json"), "{\"pooling_mode_mean_tokens\": true}");
    return folder;
  }
}
