package io.blick.models.weights;

import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.format.TensorFile;
import io.blick.models.format.file.Folder;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.format.safetensors.ShardedSafetensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The files with the weights of a model: {@code model.safetensors} in its folder or, if that does
 * not exist, the files of {@code model.safetensors.index.json}.
 */
public final class WeightFiles {
  private static final String WHOLE = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";

  private WeightFiles() {}

  /**
   * Opens the weights.
   *
   * @throws IllegalArgumentException if there are none, or only in another format: the message says
   *     which, and how to convert it to safetensors
   * @throws FormatException if the files violate their format
   */
  public static TensorFile open(Folder folder) {
    return folder
        .file(WHOLE)
        .<TensorFile>map(Safetensors::open)
        .or(() -> folder.file(INDEX).map(ShardedSafetensors::open))
        .orElseThrow(() -> absent(folder.path()));
  }

  private static IllegalArgumentException absent(Path folder) {
    return new IllegalArgumentException("models: a model's folder must hold %s; got %s"
        .formatted(
            WHOLE,
            seen(folder)
                .map(file -> "%s in %s, which is %s; %s"
                    .formatted(file.name, Escaped.path(folder), file.reason, file.advice))
                .orElseGet(() -> Escaped.path(folder))));
  }

  /**
   * Weights in a form that is not read.
   *
   * @param name of the file
   * @param reason what it is, and why it is not read
   * @param advice how to get weights that are read, where config.json is there
   */
  private record Seen(String name, String reason, String advice) {}

  /**
   * Returns what a folder has in place of weights that are read, if it has any: <i>NAME, which is
   * …</i>.
   */
  public static Optional<String> unsupported(Path folder) {
    return seen(folder).map(file -> "%s, which is %s".formatted(file.name, file.reason));
  }

  private static Optional<Seen> seen(Path folder) {
    List<String> names = names(folder);
    return Arrays.stream(UnsupportedWeights.values())
        .flatMap(form -> names.stream()
            .filter(form::matches)
            .map(name -> new Seen(Escaped.text(name), form.reason(), form.advice())))
        .findFirst();
  }

  private static List<String> names(Path folder) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> names.add(String.valueOf(file.getFileName())));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "models: folder must be readable; got " + Escaped.path(folder), e);
    }
    Collections.sort(names);
    return names;
  }
}
