package io.blick.lens.report.heads;

import io.blick.lens.report.request.InputFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * A request whose files were read through once, without a model: a bad last line should not be told
 * after minutes.
 *
 * @param <R> what the request is
 * @param request the request
 * @param size how many things it will run, such as sentences; empty if its files can be read only
 *     once, so they stay unread
 */
public record Checked<R>(R request, OptionalLong size) {

  /**
   * Reads files through if they can be read again: what a pipe has said it does not say again.
   *
   * @param field the part of the request that names them
   */
  static <R> Checked<R> of(R request, String field, List<Path> files, LongSupplier count) {
    files.forEach(file -> InputFile.check(field, file));
    boolean again = files.stream().allMatch(Files::isRegularFile);
    return new Checked<>(
        request, again ? OptionalLong.of(count.getAsLong()) : OptionalLong.empty());
  }
}
