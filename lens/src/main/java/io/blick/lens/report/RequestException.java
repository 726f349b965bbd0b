package io.blick.lens.report;

/**
 * What a request asks for cannot be done with the model: it has no such layer or head, or not what
 * the request needs. The message is one sentence and safe to show; as in every output, layers and
 * heads count from 1 in it.
 */
public final class RequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * Carries one sentence about a part of a request.
   *
   * @param field the part, such as {@code layer}; empty if it is all of it
   * @param sentence what must hold of it, what was given, what to do
   */
  public RequestException(String field, String sentence) {
    super(field.isEmpty() ? sentence : field + " " + sentence);
    this.field = field;
  }

  /** Returns which part of the request it is, such as {@code layer}; empty if it is all of it. */
  public String field() {
    return field;
  }
}
