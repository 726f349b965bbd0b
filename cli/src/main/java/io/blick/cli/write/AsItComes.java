package io.blick.cli.write;

import io.blick.lens.report.write.CompleteRequest;
import io.blick.lens.report.write.CompleteResult;
import io.blick.lens.text.Visible;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Text that is shown while it is written.
 *
 * @param out where it is shown
 * @param terminal whether that obeys control characters: then they become signs, but for line feeds
 *     and tabs
 */
record AsItComes(OutputStream out, boolean terminal) {

  /** Lets a model write, and ends with a line feed. */
  void write(TextModel model, CompleteRequest request) throws IOException {
    var shown = new StringBuilder();
    try {
      CompleteResult result = CompleteResult.of(model, request, (_, text) -> {
        shown.append(text);
        show(text);
      });
      show(result.completion().text().substring(shown.length()) + "\n");
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
  }

  private void show(String text) {
    try {
      out.write(safe(text).getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private String safe(String text) {
    if (!terminal) {
      return text;
    }
    var safe = new StringBuilder();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\t') {
        safe.append(Visible.text(text.substring(from, i))).append(c);
        from = i + 1;
      }
    }
    return safe.append(Visible.text(text.substring(from))).toString();
  }
}
