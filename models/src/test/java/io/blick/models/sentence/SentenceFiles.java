package io.blick.models.sentence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * The files by which sentence-transformers says how a folder embeds sentences, written with ' for
 * ".
 *
 * @param folder of the model
 */
public record SentenceFiles(Path folder) {

  public void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text.replace('\'', '"'));
  }

  /** Writes modules.json: types, each with its number and name as its path. */
  public void modules(String... types) throws IOException {
    write(
        "modules.json",
        IntStream.range(0, types.length)
            .mapToObj(i -> "{'idx': %d, 'name': '%d', 'path': '%s', 'type': '%s'}"
                .formatted(i, i, path(i, types[i]), types[i]))
            .toList()
            .toString());
  }

  private static String path(int index, String type) {
    String last = type.substring(type.lastIndexOf('.') + 1);
    return last.equals("Transformer") ? "" : index + "_" + last;
  }

  /** Returns the path of a module's class that older files have. */
  public static String module(String type) {
    return "sentence_transformers.models." + type;
  }

  /** Writes a transformer and a pooling. */
  void pooling(String config) throws IOException {
    modules(module("Transformer"), module("Pooling"));
    write("1_Pooling/config.json", config);
  }
}
