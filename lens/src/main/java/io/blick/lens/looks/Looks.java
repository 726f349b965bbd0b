package io.blick.lens.looks;

import io.blick.core.tensor.Parallel;
import io.blick.lens.argument.Required;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.trace.Head;
import io.blick.models.text.TextModel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The looks of each head over a treebank: the mean weight, over all words that look, on the other
 * words of each part of speech, on the word itself, and on each piece that the model adds. Together
 * they are 1.
 *
 * <p>The words are the treebank's, each cut into pieces by itself. Word u looks at word v with the
 * sum over v's pieces of the mean over u's pieces of the weights. A sentence of more than 128
 * pieces is skipped. Beside each head stands a head that looks at all pieces alike: it looks more
 * at parts of speech that are frequent, and at those whose words have many pieces.
 *
 * <p>A word form gets the weights of all other words of its sentence; of forms that occur at least
 * 5 times (in any case of letters; of the 5,000 most frequent ones) those are named that get most
 * at each occurrence.
 *
 * <p>Memory does not grow with the corpus, but with its vocabulary: a first reading counts forms,
 * at most 500,000 different ones.
 *
 * @param model its name
 * @param sentences how many were measured
 * @param skipped how many were too long
 * @param parts the parts of speech of the corpus, by name (P)
 * @param added spelling of each piece that the model adds
 * @param uniform what a head looks at that looks at all pieces alike
 * @param uniformByPart the same of the words of each part of speech (P)
 * @param heads by layer, then by head
 */
public record Looks(
    String model,
    long sentences,
    long skipped,
    List<String> parts,
    List<String> added,
    LookShares uniform,
    List<LookShares> uniformByPart,
    List<HeadLooks> heads) {

  /** Copies the lists. */
  public Looks {
    parts = List.copyOf(parts);
    added = List.copyOf(added);
    uniformByPart = List.copyOf(uniformByPart);
    heads = List.copyOf(heads);
  }

  /** Returns how many words look. */
  public long words() {
    return uniform.words();
  }

  /** Returns what one head looks at. */
  public HeadLooks of(Head head) {
    return heads.stream().filter(one -> one.head().equals(head)).findFirst().orElseThrow();
  }

  /**
   * Measures all heads of a model on threads of the caller's.
   *
   * @param files of CoNLL-U, which are read more than once; together one corpus
   * @param exampled the heads that get examples
   * @param examples of each such head, from 0 on
   * @param progress is told how many sentences are done
   * @throws CorpusException if a line is bad, a file has no sentence, none can be measured, or a
   *     file changes meanwhile
   * @throws IllegalArgumentException if {@code examples} is negative
   */
  public static Looks on(
      Parallel threads,
      TextModel model,
      List<Path> files,
      List<Head> exampled,
      int examples,
      LongConsumer progress) {
    Required.of("looks", "threads", threads);
    Required.of("looks", "model", model);
    Required.all("looks", "files", files);
    Required.all("looks", "heads", exampled);
    Required.of("looks", "progress", progress);
    if (examples < 0) {
      throw new IllegalArgumentException(
          "looks: examples must be from 0 on; got %d".formatted(examples));
    }
    Vocabulary vocabulary = Vocabulary.of(files);
    Looks looks = new LooksRun(threads, model, vocabulary).of(files, progress);
    if (examples == 0 || exampled.isEmpty()) {
      return looks;
    }
    List<HeadLooks> some =
        looks.heads.stream().filter(head -> exampled.contains(head.head())).toList();
    var typical = new TypicalLooks(some, examples);
    typical.run(new CorpusPasses(threads, model, vocabulary), files);
    return looks.with(typical);
  }

  private Looks with(TypicalLooks typical) {
    List<HeadLooks> exampled =
        heads.stream().map(head -> head.with(typical.of(head.head()))).toList();
    return new Looks(model, sentences, skipped, parts, added, uniform, uniformByPart, exampled);
  }

  /**
   * Checks every line, without a model.
   *
   * @param files of CoNLL-U; together one corpus
   * @return how many sentences there are, those included that will be skipped
   * @throws CorpusException if a line is bad, or a file has no sentence
   */
  public static long check(List<Path> files) {
    return Vocabulary.of(Required.all("looks", "files", files)).sentences();
  }
}
