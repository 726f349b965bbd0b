package io.blick.lens.report.ablation;

import io.blick.lens.ablation.output.OutputChange;
import io.blick.lens.ablation.output.OutputChange.AnswerChange;
import io.blick.lens.ablation.output.OutputChange.ClassChange;
import io.blick.lens.ablation.output.OutputChange.TagChange;
import io.blick.lens.ablation.output.OutputChange.VectorChange;
import io.blick.lens.draw.Numbers;
import io.blick.models.text.TextHead.ClassKind;

/** The sentences that say what the numbers of an {@link OutputChange} are, and what they mean. */
final class OutputSentences {
  private static final int DECIMALS = 4;
  private static final int VECTOR_DECIMALS = 6;

  private OutputSentences() {}

  /** Returns what distance and change mean. */
  static String meaning(OutputChange change) {
    return switch (change) {
      case ClassChange classes -> meaning(classes.kind());
      case TagChange _ ->
        "Distance is ½ Σ |p − q| over the tags of a word (total variation: 0 the same, 1 nothing in"
            + " common), the mean over the words; changed is how many words have another tag.";
      case AnswerChange _ ->
        "Distance is ½ Σ |p − q| over where the answer may begin (total variation: 0 the same, 1"
            + " nothing in common), the same over where it may end, and the mean of both; change is"
            + " that of the probability of the best answer.";
      case VectorChange _ ->
        "Distance is 1 − cosine of the vectors of the text before and after: 0 the same direction.";
    };
  }

  private static String meaning(ClassKind kind) {
    return switch (kind) {
      case ONE ->
        "Distance is ½ Σ |p − q| over the classes (total variation: 0 the same, 1 nothing in"
            + " common); change is that of the probability of the first class.";
      case MANY ->
        "Distance is the mean of |p − q| over the classes (0 the same); change is that of the"
            + " probability of the first class.";
      case SCORE ->
        "Distance is |x − y| of the number before and after (the mean, if there are several);"
            + " change is that of the first number.";
    };
  }

  /** Returns how far apart before and after are. */
  static String change(OutputChange change) {
    return switch (change) {
      case ClassChange classes -> distanceAndChange(classes.distance(), classes.fall());
      case TagChange tags ->
        "distance %s, %d of %d words with another tag"
            .formatted(
                Numbers.fixed(tags.distance(), DECIMALS),
                tags.changed(),
                tags.words().size());
      case AnswerChange answer -> distanceAndChange(answer.distance(), answer.fall());
      case VectorChange vector -> "distance " + Numbers.fixed(vector.distance(), VECTOR_DECIMALS);
    };
  }

  private static String distanceAndChange(double distance, double fall) {
    return "distance %s, change %s"
        .formatted(Numbers.fixed(distance, DECIMALS), Numbers.signed(-fall, DECIMALS));
  }
}
