package io.blick.lens.report.write;

import io.blick.lens.argument.Required;
import io.blick.models.generate.WritingOptions;

/**
 * A request to let a text go on.
 *
 * @param text the text; special pieces that are typed in it are read as such
 * @param options how it goes on
 */
public record CompleteRequest(String text, WritingOptions options) {
  /** Checks that both are there. */
  public CompleteRequest {
    Required.of("complete", "text", text);
    Required.of("complete", "options", options);
  }

  /** Asks for up to 64 pieces. */
  public static CompleteRequest of(String text) {
    return new CompleteRequest(text, WritingOptions.usual());
  }
}
