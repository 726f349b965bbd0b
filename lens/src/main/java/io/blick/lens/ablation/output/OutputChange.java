package io.blick.lens.ablation.output;

import io.blick.models.task.Answer;
import io.blick.models.task.ScoredLabel;
import io.blick.models.text.TextHead.ClassKind;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** The effect of an intervention on what a model says of a text. */
public sealed interface OutputChange {

  /** Returns how far apart the two sayings are: 0 if they are the same. */
  double distance();

  /**
   * The effect on the classes of a text.
   *
   * @param kind what the scores say together
   * @param classes the classes in the model's order
   * @param distance where one class holds the total variation ½ Σ |p − q|; where each holds or not,
   *     the mean of |p − q|; of numbers the mean of their differences |x − y|
   * @param fall by how much the score of the first class before is less after; negative if it is
   *     more
   */
  record ClassChange(ClassKind kind, List<ChangedClass> classes, double distance, double fall)
      implements OutputChange {
    /** Copies the list. */
    public ClassChange {
      classes = List.copyOf(classes);
    }

    /** Returns the classes as the model is, the largest score first; of equal ones its order. */
    public List<ScoredLabel> before() {
      return largestFirst(ChangedClass::before);
    }

    /** Returns the classes under the intervention, likewise. */
    public List<ScoredLabel> after() {
      return largestFirst(ChangedClass::after);
    }

    private List<ScoredLabel> largestFirst(Function<ChangedClass, Float> score) {
      return classes.stream()
          .map(one -> new ScoredLabel(one.label(), score.apply(one)))
          .sorted(Comparator.comparingDouble(ScoredLabel::score).reversed())
          .toList();
    }
  }

  /**
   * The effect on one class.
   *
   * @param label its name
   * @param before its score as the model is: a probability from 0 to 1, or the bare number
   * @param after its score under the intervention
   */
  record ChangedClass(String label, float before, float after) {}

  /**
   * The effect on the tags of a text.
   *
   * @param words the words of the text, in reading order
   * @param distance mean of the distances of the words
   */
  record TagChange(List<TaggedWord> words, double distance) implements OutputChange {
    /** Copies the list. */
    public TagChange {
      words = List.copyOf(words);
    }

    /** Returns how many words have another tag after. */
    public long changed() {
      return words.stream().filter(TaggedWord::changed).count();
    }
  }

  /**
   * The effect on the tag of a word, which is that of its first piece.
   *
   * @param text its characters
   * @param start where it begins in the text, a UTF-16 index
   * @param end where it ends, exclusive
   * @param before its tag as the model is, with its probability
   * @param after its tag under the intervention, with its probability
   * @param distance total variation between the distributions over the tags, ½ Σ |p − q|
   */
  record TaggedWord(
      String text, int start, int end, ScoredLabel before, ScoredLabel after, double distance) {
    /** Whether the tag after is another one. */
    public boolean changed() {
      return !before.label().equals(after.label());
    }
  }

  /**
   * The effect on the answer to a question.
   *
   * @param before the best answer as the model is, with its probability
   * @param after the best answer under the intervention, with its probability there
   * @param distance mean of two total variations ½ Σ |p − q|: of where the answer begins, and of
   *     where it ends
   * @param fall by how much the probability of the best answer before is less after; negative if it
   *     is more
   */
  record AnswerChange(Answer before, Answer after, double distance, double fall)
      implements OutputChange {}

  /**
   * The effect on the vector of a text.
   *
   * @param distance 1 − cosine of the vectors before and after: 0 the same direction, 2 the
   *     opposite; 1 if one of them, and not the other, is zero
   */
  record VectorChange(double distance) implements OutputChange {}
}
