package io.blick.lens.report.request;

import io.blick.lens.report.RequestException;
import io.blick.lens.text.Visible;
import io.blick.models.text.TextModel;

/** The size of windows that a request names, checked against a model and a text. */
public final class RequestedWindow {
  private RequestedWindow() {}

  /**
   * Checks that the model can read so many pieces, and that among them are some of a text.
   *
   * @throws RequestException if the model has fewer positions, or adds as many pieces itself
   */
  public static void check(TextModel model, int window) {
    int added = model.tokenizer().encode("").pieces().size();
    if (window <= added) {
      throw new RequestException(
          "window",
          "must be at least %d pieces, the %d that %s adds and one of the text; got %d"
              .formatted(added + 1, added, Visible.text(model.name()), window));
    }
    if (window > model.positions() || !model.fits(window)) {
      throw new RequestException(
          "window",
          "must be at most %d pieces, the positions of %s; got %d"
              .formatted(model.positions(), Visible.text(model.name()), window));
    }
  }
}
