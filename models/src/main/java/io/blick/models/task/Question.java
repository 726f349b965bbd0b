package io.blick.models.task;

/**
 * A question, and the text in which its answer is looked for.
 *
 * @param question the question
 * @param text the text, of any length
 */
public record Question(String question, String text) {
  private static final String NAME = "question";

  /** Checks that both are there. */
  public Question {
    Given.one(NAME, "question", question);
    Given.one(NAME, "text", text);
  }
}
