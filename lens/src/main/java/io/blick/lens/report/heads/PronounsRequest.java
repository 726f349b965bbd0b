package io.blick.lens.report.heads;

import io.blick.lens.argument.Required;
import io.blick.lens.corpus.GapFile;
import java.nio.file.Path;
import java.util.List;

/**
 * A request for the heads that link a pronoun to the name that it means.
 *
 * @param file the examples, in the tab-separated form of GAP
 */
public record PronounsRequest(Path file) {

  /** Checks that there is a file. */
  public PronounsRequest {
    Required.of("pronouns", "file", file);
  }

  /**
   * Checks every line and counts the examples, without a model.
   *
   * @throws io.blick.lens.corpus.CorpusException if a line is not an example, or there is none
   * @throws io.blick.lens.report.RequestException if there is no such file
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public CheckedRequest<PronounsRequest> checked() {
    return CheckedRequest.of(this, "pronouns", List.of(file), () -> count(file));
  }

  private static long count(Path file) {
    try (GapFile examples = GapFile.open(file)) {
      long count = 0;
      while (examples.hasNext()) {
        examples.next();
        count++;
      }
      return count;
    }
  }
}
