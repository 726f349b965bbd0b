package io.blick.lens.report.heads;

import io.blick.lens.argument.Required;
import io.blick.lens.report.Progress;
import io.blick.lens.report.request.InputFile;
import io.blick.models.text.TextModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * A request whose files were read through once, without a model, so that an error in the last line
 * is found at once and not after minutes.
 *
 * @param <R> the type of the request
 * @param request the request
 * @param size how many things it will run, such as sentences; empty if its files can be read only
 *     once and so are not read through
 */
public record CheckedRequest<R>(R request, OptionalLong size) {

  /** Checks that there are both. */
  public CheckedRequest {
    Required.of("heads", "request", request);
    Required.of("heads", "size", size);
  }

  /** Checks that nothing is missing of what a measurement needs. */
  static void require(String operation, TextModel model, Object request, Progress progress) {
    Required.of(operation, "model", model);
    Required.of(operation, "request", request);
    Required.of(operation, "progress", progress);
  }

  /**
   * Reads files through if they can be read again; a pipe gives its bytes only once.
   *
   * @param field the part of the request that names the files
   * @param count reads the files through and returns how many things they have
   */
  static <R> CheckedRequest<R> of(R request, String field, List<Path> files, LongSupplier count) {
    files.forEach(file -> InputFile.check(field, file));
    boolean again = files.stream().allMatch(Files::isRegularFile);
    return new CheckedRequest<>(
        request, again ? OptionalLong.of(count.getAsLong()) : OptionalLong.empty());
  }
}
