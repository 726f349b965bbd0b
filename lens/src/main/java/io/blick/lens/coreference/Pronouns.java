package io.blick.lens.coreference;

import io.blick.core.tensor.Parallel;
import io.blick.lens.argument.Required;
import io.blick.lens.bootstrap.Interval;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.corpus.GapExample;
import io.blick.lens.trace.Head;
import io.blick.models.text.TextModel;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Heads that link a pronoun to the name that it means. Of two names a head chooses the one at which
 * the pronoun looks more: the sum over the pieces of the name's words, the mean over the pronoun's
 * pieces, as Clark et al. 2019 join pieces to words (arXiv 1906.04341, section 4.1). Only examples
 * count of which exactly one name is right, so that chance is 1/2; examples as in GAP (Webster et
 * al. 2018, arXiv 1810.05201).
 *
 * <p>The best of many heads is better than it will be elsewhere, since it was chosen on the same
 * examples: {@link #heldOut} is the honest number.
 *
 * @param model its name
 * @param examples those that were read
 * @param skipped those with more pieces than the model has positions, or without a piece where the
 *     pronoun or a name stands
 * @param ambiguous those with no right name, or two
 * @param all the hits in all others
 * @param odd the hits at odd places of the corpus: the first, the third and so on; skipped examples
 *     are not counted for places, ambiguous ones are
 * @param even the hits at even places
 * @param genders the hits by the gender of the pronoun, of genders that occur
 */
public record Pronouns(
    String model,
    int examples,
    int skipped,
    int ambiguous,
    NameHits all,
    NameHits odd,
    NameHits even,
    List<OfGender> genders) {
  /** The accuracy of a name chosen at random. */
  public static final double CHANCE = 0.5;

  /** Copies the list. */
  public Pronouns {
    genders = List.copyOf(genders);
  }

  /**
   * The pronouns of one gender.
   *
   * @param gender the gender
   * @param hits in their cases
   */
  public record OfGender(Gender gender, NameHits hits) {}

  /**
   * A head chosen on one half of the examples and measured on the other.
   *
   * @param head the best of the odd examples
   * @param hits in the even ones
   */
  public record HeldOut(Head head, NameHits hits) {

    /** Returns how often the head is right in the even examples, from 0 to 1. */
    public double accuracy() {
      return hits.accuracy(head);
    }
  }

  /**
   * Runs examples on all cores.
   *
   * @throws CorpusException if none of them has exactly one right name and fits the model
   */
  public static Pronouns of(TextModel model, Iterator<GapExample> examples) {
    Required.of("pronouns", "model", model);
    Required.of("pronouns", "examples", examples);
    try (Parallel cores = Parallel.ofCores()) {
      return on(cores, model, examples, _ -> {});
    }
  }

  /**
   * Runs examples on threads of the caller's. Memory does not depend on how many there are.
   *
   * @param done is told, now and then, how many are done
   * @throws CorpusException if none of them has exactly one right name and fits the model
   */
  public static Pronouns on(
      Parallel threads, TextModel model, Iterator<GapExample> examples, LongConsumer done) {
    Required.of("pronouns", "threads", threads);
    Required.of("pronouns", "model", model);
    Required.of("pronouns", "examples", examples);
    Required.of("pronouns", "progress", done);
    return new PronounCount(model, done).of(threads, examples);
  }

  /** Returns the head that is right most often; of equal ones the lowest layer, then head. */
  public Head best() {
    return all.best();
  }

  /**
   * Returns the confidence interval of the best head's accuracy: the bootstrap's over cases, and of
   * few cases the wider of that and Wilson's.
   */
  public Interval interval() {
    return Interval.ofProportion(all.hits(best()), all.cases());
  }

  /** Returns the head chosen on odd examples, if both halves have a case. */
  public Optional<HeldOut> heldOut() {
    return odd.cases() == 0 || even.cases() == 0
        ? Optional.empty()
        : Optional.of(new HeldOut(odd.best(), even));
  }
}
