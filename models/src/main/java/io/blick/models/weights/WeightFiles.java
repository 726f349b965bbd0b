package io.blick.models.weights;

import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.format.TensorFile;
import io.blick.models.format.file.Folder;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.format.safetensors.ShardedSafetensors;
import java.nio.file.Path;
import java.util.Arrays;
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
    String got = unread(folder)
        .map(file -> "%s in %s, which is %s; %s"
            .formatted(file.name, Escaped.path(folder), file.reason, file.advice))
        .orElseGet(() -> Escaped.path(folder));
    return new IllegalArgumentException(
        "models: a model's folder must hold %s; got %s".formatted(WHOLE, got));
  }

  /**
   * Weights in a form that is not read.
   *
   * @param name of the file, safe to show
   * @param reason what it is, and why it is not read
   * @param advice how to get weights that are read, where config.json is there
   */
  public record Unread(String name, String reason, String advice) {}

  /** Returns what a folder has in place of weights that are read, if it has any. */
  public static Optional<Unread> unread(Path folder) {
    List<String> names = new Folder(folder).names();
    return Arrays.stream(UnsupportedWeights.values())
        .flatMap(form -> names.stream()
            .filter(form::matches)
            .map(name -> new Unread(Escaped.text(name), form.reason(), form.advice())))
        .findFirst();
  }
}
