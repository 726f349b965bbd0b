package io.blick.lens.report.task;

import io.blick.lens.report.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * A result that has something for each of many texts. The results of a file that is asked about
 * part by part are written one after another; only the first begins with a line of keys.
 */
public interface TextsResult extends Result {

  /** Returns the texts that were asked about. */
  TaskTexts texts();

  /** Returns how many texts were cut because they were too long. */
  int cut();

  /** Writes an object for each text, each on a line, and leaves the stream open. */
  @Override
  void json(OutputStream out) throws IOException;

  /** Writes what {@link #tsv} does without the line of keys. */
  void tsvRows(OutputStream out) throws IOException;

  /**
   * Returns a sentence on how many texts were cut, if any were.
   *
   * @param cut how many
   * @param texts of how many
   */
  static Optional<String> cutNote(long cut, long texts) {
    return cut == 0
        ? Optional.empty()
        : Optional.of("%d of %d %s %s too long, and cut"
            .formatted(cut, texts, texts == 1 ? "text" : "texts", cut == 1 ? "was" : "were"));
  }
}
