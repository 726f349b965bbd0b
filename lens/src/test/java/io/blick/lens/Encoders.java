package io.blick.lens;

import io.blick.models.Models;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The small random encoders that models keeps for its tests: each architecture with each head. */
public final class Encoders {
  /** The names of the architectures, with which the names of their folders begin. */
  public static final List<String> ARCHITECTURES =
      List.of("bert", "distilbert", "electra", "mpnet");

  private static final Path ALL = Path.of("..", "models", "src", "test", "resources", "encoders");

  private Encoders() {}

  /** Returns a folder, such as that of {@code mpnet-tags}. */
  public static Path folder(String name) {
    return ALL.resolve(name);
  }

  /** Opens the model of a folder. */
  public static TextModel open(String name) {
    return Models.open(folder(name));
  }

  /**
   * Opens an encoder that embeds sentences: the mean over the pieces.
   *
   * @param architecture one of {@link #ARCHITECTURES}
   * @param empty a folder, which gets a copy of the model
   */
  public static TextModel embedding(String architecture, Path empty) throws IOException {
    String name =
        architecture.equals("electra") ? "electra-discriminator" : architecture + "-model";
    try (Stream<Path> files = Files.list(folder(name))) {
      for (Path file : files.toList()) {
        Files.copy(file, empty.resolve(file.getFileName().toString()));
      }
    }
    Files.writeString(empty.resolve("modules.json"), """
        [{"idx":0,"name":"0","path":"","type":"sentence_transformers.models.Transformer"},
        {"idx":1,"name":"1","path":"1_Pooling","type":"sentence_transformers.models.Pooling"}]""");
    Path pooling = Files.createDirectory(empty.resolve("1_Pooling"));
    Files.writeString(pooling.resolve("config.json"), """
        {"word_embedding_dimension":26,"pooling_mode_mean_tokens":true}""");
    return Models.open(empty);
  }
}
