package io.blick.models.text;

import io.blick.models.format.Escaped;
import java.util.Objects;

/** The head without which a model cannot do what is asked of it. */
public final class RequiredHead {
  private RequiredHead() {}

  /**
   * Returns the head of a kind.
   *
   * @param operation with which the error begins
   * @param model the model
   * @param kind of the head
   * @throws IllegalArgumentException if the model does not have it; the message names those it has,
   *     and says why this one is absent or, if that is not known, what model has one
   */
  public static <H extends TextHead> H of(String operation, TextModel model, Class<H> kind) {
    Objects.requireNonNull(operation, "head: the operation must not be null");
    Objects.requireNonNull(model, "head: the model must not be null");
    Objects.requireNonNull(kind, "head: the kind must not be null");
    return model.head(kind).orElseThrow(() -> absent(operation, model, HeadKind.of(kind), kind));
  }

  private static IllegalArgumentException absent(
      String operation, TextModel model, HeadKind needed, Class<? extends TextHead> kind) {
    return new IllegalArgumentException("%s: the model must have %s; %s has %s; %s"
        .formatted(
            operation,
            needed.one(),
            Escaped.text(model.name()),
            HeadKind.all(model.textHeads()),
            model.whyAbsent(kind).orElse(needed.advice())));
  }
}
