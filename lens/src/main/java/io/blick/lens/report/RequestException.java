package io.blick.lens.report;

/**
 * The error of a request that cannot be carried out: the model has no such layer or head, or lacks
 * what the request needs, or there is no such file. The message is one sentence and safe to show;
 * as in every output, layers and heads count from 1 in it.
 */
public final class RequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * Makes an error about one part of a request.
   *
   * @param field the part, such as {@code layer}; empty if the request as a whole is meant
   * @param sentence what must hold of the part, what was given, what to do
   */
  public RequestException(String field, String sentence) {
    super(field.isEmpty() ? sentence : field + " " + sentence);
    this.field = field;
  }

  /**
   * Returns the part of the request, such as {@code layer}; empty if the request as a whole is
   * meant.
   */
  public String field() {
    return field;
  }
}
