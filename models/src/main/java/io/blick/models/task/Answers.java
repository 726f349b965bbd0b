package io.blick.models.task;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The answers to a question.
 *
 * @param best the best answers, the largest score first; of equal ones the one that begins first,
 *     then the shorter one; at least one
 * @param none the probability that the text has no answer, from 0 to 1: that the answer begins and
 *     ends at the piece that the model puts before the question, the smallest over all windows. It
 *     says something only of a model that was trained on questions without an answer, as in SQuAD
 *     2.0, and no file says whether a model was. Empty if the model puts no piece there.
 */
public record Answers(List<Answer> best, OptionalDouble none) {
  /** Copies the list. */
  public Answers {
    best = List.copyOf(best);
  }
}
