package io.blick.lens.report.request;

import io.blick.lens.report.RequestException;
import io.blick.lens.text.Visible;
import io.blick.models.text.TextModel;

/**
 * What of a model guesses masked pieces.
 *
 * @param head gives the scores of what may stand at a mask
 * @param mask the piece that masks another: its row of the vocabulary
 */
public record Guesser(TextModel.MaskedHead head, int mask) {

  /**
   * Returns that of a model.
   *
   * @param operation what needs it: errors begin with that
   * @throws RequestException if the model has no masked-language head or its tokenizer no mask
   *     piece
   */
  public static Guesser of(String operation, TextModel model) {
    TextModel.MaskedHead head = model.maskedHead().orElseThrow(() -> headless(operation, model));
    int mask = model.tokenizer().mask().orElseThrow(() -> maskless(operation, model));
    return new Guesser(head, mask);
  }

  private static RequestException headless(String operation, TextModel model) {
    return new RequestException(
        "",
        "%s: the model must have a masked-language head; %s has none"
            .formatted(operation, Visible.text(model.name())));
  }

  private static RequestException maskless(String operation, TextModel model) {
    return new RequestException(
        "",
        "%s: the tokenizer must have a mask piece; that of %s has none; name it as mask_token"
                .formatted(operation, Visible.text(model.name()))
            + " in tokenizer_config.json");
  }
}
