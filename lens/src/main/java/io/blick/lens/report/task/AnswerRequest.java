package io.blick.lens.report.task;

import io.blick.lens.argument.Required;

/**
 * A request for the answers that a text has to a question.
 *
 * @param text the text, of any length
 * @param question the question
 * @param top the number of answers, at least 1
 */
public record AnswerRequest(String text, String question, int top) {
  /** The number of answers unless another is asked for. */
  public static final int TOP = 1;

  /** Checks the number. */
  public AnswerRequest {
    Required.of("answer", "text", text);
    Required.of("answer", "question", question);
    if (top < 1) {
      throw new IllegalArgumentException("answer: top must be from 1 on; got " + top);
    }
  }

  /** Asks for {@link #TOP} answers. */
  public AnswerRequest(String text, String question) {
    this(text, question, TOP);
  }
}
