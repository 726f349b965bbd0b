package io.blick.lens.roles;

import io.blick.core.tensor.Parallel;
import io.blick.lens.argument.Required;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.trace.Head;
import io.blick.models.text.TextModel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Which heads point from a word to its syntactic partner: for each dependency relation of a
 * treebank and each direction, in how many cases a head's largest weight between words is the right
 * one (Clark et al. 2019, section 4.2).
 *
 * <p>The words are the treebank's, each cut into pieces by itself, all pieces between [CLS] and
 * [SEP]; a word without a piece is one [UNK]. Word u looks at word v with the sum over v's pieces
 * of the mean over u's pieces of the weights; u itself, [CLS] and [SEP] are left out, and of equal
 * weights the first word's is the largest. A sentence of more than 128 pieces is skipped.
 *
 * <p>Beside each head stands the best fixed offset on the same cases (section 4.2), a percentile
 * bootstrap over sentences (Efron 1979) and the accuracy of a head chosen on other sentences.
 *
 * <p>Weights are not explanations (Jain and Wallace 2019, Wiegreffe and Pinter 2019): that a head
 * points to the subject does not say that the model uses it. The best of many heads is the luckiest
 * too; {@link Role.HeldOut} is free of that. And the paper's treebank has another scheme than
 * Universal Dependencies, so its numbers are not to be compared with these.
 *
 * <p>Memory does not grow with the corpus: of a sentence that is done a bit for each case and head
 * is kept, from which the bootstrap draws, and with examples its text and what each head looks at
 * most from each word; all that is in temporary files.
 *
 * @param model its name
 * @param sentences how many were measured
 * @param skipped how many were not: those too long, and those with a bad line if they are skipped
 * @param words how many the measured sentences have
 * @param relations by name, the dependent that looks first
 * @param silenced the heads that gave zeros when all was measured once more; of which each relation
 *     says what came of it ({@link Role#silenced})
 * @see <a href="https://arxiv.org/abs/1906.04341">Clark et al. 2019</a>
 */
public record Roles(
    String model,
    long sentences,
    long skipped,
    long words,
    List<Role> relations,
    List<Head> silenced) {

  /** Copies the lists. */
  public Roles {
    relations = List.copyOf(relations);
    silenced = List.copyOf(silenced);
  }

  /** Makes the roles of a model as it is. */
  public Roles(String model, long sentences, long skipped, long words, List<Role> relations) {
    this(model, sentences, skipped, words, relations, List.of());
  }

  /**
   * Measures all heads of a model on all cores.
   *
   * @param files of CoNLL-U; together one corpus
   * @throws CorpusException if a line is bad, a file has no sentence, or none can be measured
   */
  public static Roles of(TextModel model, List<Path> files) {
    Required.of("roles", "model", model);
    Required.all("roles", "files", files);
    try (Parallel cores = Parallel.ofCores()) {
      return on(cores, model, files, RolesOptions.strict(), _ -> {});
    }
  }

  /**
   * Measures all heads of a model on threads of the caller's.
   *
   * @param files of CoNLL-U; together one corpus
   * @param progress is told how many sentences are done
   * @throws CorpusException if a line is bad and that is refused, a file has no sentence, none can
   *     be measured, or there is no relation that the options name
   * @throws IllegalArgumentException if the model has no head that is to be silenced
   */
  public static Roles on(
      Parallel threads,
      TextModel model,
      List<Path> files,
      RolesOptions options,
      LongConsumer progress) {
    Required.of("roles", "threads", threads);
    Required.of("roles", "model", model);
    Required.all("roles", "files", files);
    Required.of("roles", "options", options);
    Required.of("roles", "progress", progress);
    requireHeads(model, options.silenced());
    try (RolesRun run = new RolesRun(threads, model, options, progress)) {
      new RolesReader(files, options).each(run::take);
      return run.result();
    }
  }

  /**
   * Checks every line, without a model.
   *
   * @param files of CoNLL-U; together one corpus
   * @return how many sentences there are, those included that will be skipped
   * @throws CorpusException if a line is bad and that is refused, a file has no sentence, or there
   *     is no relation that the options name
   */
  public static long check(List<Path> files, RolesOptions options) {
    Required.all("roles", "files", files);
    Required.of("roles", "options", options);
    long[] count = {0};
    new RolesReader(files, options).each((_, _) -> count[0]++);
    return count[0];
  }

  private static void requireHeads(TextModel model, List<Head> heads) {
    for (Head head : heads) {
      if (head.layer() >= model.layers() || head.head() >= model.heads()) {
        throw new IllegalArgumentException(
            "roles: heads to be silenced must be from 1-1 to %d-%d; got %s"
                .formatted(model.layers(), model.heads(), head.name()));
      }
    }
  }
}
