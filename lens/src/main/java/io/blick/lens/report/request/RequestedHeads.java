package io.blick.lens.report.request;

import io.blick.lens.report.RequestException;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.Head;
import io.blick.models.text.TextModel;
import java.util.List;

/** The layers and heads that a request names, checked against those that a model has. */
public final class RequestedHeads {
  private RequestedHeads() {}

  /**
   * Checks one head: its layer first, then the head.
   *
   * @throws RequestException if the model has no such layer or head
   */
  public static void check(TextModel model, Head head) {
    checkLayer(model, head.layer());
    check(model, "head", head.head(), model.heads());
  }

  /**
   * Checks a layer.
   *
   * @param layer counted from 0
   * @throws RequestException if the model has no such layer
   */
  public static void checkLayer(TextModel model, int layer) {
    check(model, "layer", layer, model.layers());
  }

  /**
   * Checks all heads of a list.
   *
   * @param field the part of the request that names them
   * @throws RequestException if the model lacks one of them
   */
  public static void check(TextModel model, String field, List<Head> heads) {
    for (Head head : heads) {
      if (head.layer() >= model.layers() || head.head() >= model.heads()) {
        throw new RequestException(
            field,
            "must name heads from 1-1 to %d-%d in %s; got %s"
                .formatted(model.layers(), model.heads(), Visible.text(model.name()), head.name()));
      }
    }
  }

  private static void check(TextModel model, String field, int index, int size) {
    if (index >= size) {
      throw new RequestException(
          field,
          "must be from 1 to %d in %s; got %d"
              .formatted(size, Visible.text(model.name()), index + 1L));
    }
  }
}
