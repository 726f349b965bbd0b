package io.blick.lens.report.request;

import io.blick.lens.report.RequestException;
import io.blick.lens.text.Visible;
import io.blick.models.text.RequiredHead;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;

/**
 * The part of a model that guesses masked pieces.
 *
 * @param head the masked-language head, which scores every piece of the vocabulary at a mask
 * @param mask the row of the mask piece in the vocabulary
 */
public record Guesser(TextHead.MaskedHead head, int mask) {

  /**
   * Returns the guesser of a model.
   *
   * @param operation the operation that needs it, with which an error begins
   * @throws RequestException if the model has no masked-language head or its tokenizer no mask
   *     piece
   */
  public static Guesser of(String operation, TextModel model) {
    TextHead.MaskedHead head = head(operation, model);
    int mask = model.tokenizer().mask().orElseThrow(() -> noMask(operation, model));
    return new Guesser(head, mask);
  }

  private static TextHead.MaskedHead head(String operation, TextModel model) {
    try {
      return RequiredHead.of(operation, model, TextHead.MaskedHead.class);
    } catch (IllegalArgumentException noHead) {
      throw new RequestException("", String.valueOf(noHead.getMessage()));
    }
  }

  private static RequestException noMask(String operation, TextModel model) {
    return new RequestException(
        "",
        "%s: the tokenizer must have a mask piece; that of %s has none; name it as mask_token"
                .formatted(operation, Visible.text(model.name()))
            + " in tokenizer_config.json");
  }
}
