package io.blick.lens.report.look;

import io.blick.lens.argument.Required;

/**
 * A request for the pieces that a model reads for a text.
 *
 * @param text the text, which may be empty, or longer than what the model runs
 */
public record TokensRequest(String text) {

  /** Checks that there is a text. */
  public TokensRequest {
    Required.of("tokens", "text", text);
  }
}
