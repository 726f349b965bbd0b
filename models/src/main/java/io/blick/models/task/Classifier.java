package io.blick.models.task;

import io.blick.core.nn.Ops;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.task.PieceLimit.Fitted;
import io.blick.models.text.Batch;
import io.blick.models.text.Probabilities;
import io.blick.models.text.TextHead.ClassHead;
import io.blick.models.text.TextModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * Classifies texts, or pairs of them: a score for each of the model's labels.
 *
 * <pre>{@code
 * try (Classifier classifier = Classifier.open(Path.of("my-model"))) {
 *   // from any number of threads
 *   ScoredLabel best = classifier.classify("a text").labels().getFirst();
 * }
 * }</pre>
 *
 * <p>Where one label holds, the scores are the softmax of the logits; where each holds or not, the
 * logistic function of each logit; a head of scores gives the bare logits. They are computed in
 * float64 and rounded once.
 *
 * <p>Safe for many threads: a call that comes while nobody computes has all cores, another one its
 * own thread, and the bits are the same.
 */
public final class Classifier implements AutoCloseable {
  private static final String OPERATION = "classify";

  private final TextTask<InputText, Classification> task;

  private Classifier(TaskModel model) {
    ClassHead head = model.head(ClassHead.class);
    this.task = new TextTask<>(
        model,
        OptionalInt.empty(),
        (_, text) -> text,
        (ops, hidden, batch, texts) -> read(head, ops, hidden, batch, texts));
  }

  /**
   * Opens the model in a folder. {@link #close} closes it.
   *
   * @param folder of the model, as docs/files.md describes it
   * @throws IllegalArgumentException if a file is missing, or the model has no such head; the
   *     message names those it has
   * @throws io.blick.models.format.FormatException if a file is malformed, or the model's type is
   *     not supported
   */
  public static Classifier open(Path folder) {
    return TaskModel.open(OPERATION, folder, Classifier::new);
  }

  /**
   * Returns the classifier of an open model, which its caller closes.
   *
   * @throws IllegalArgumentException if the model has no such head; the message names those it has
   */
  public static Classifier of(TextModel model) {
    return TaskModel.of(OPERATION, model, Classifier::new);
  }

  /**
   * Returns the classes of one text.
   *
   * @throws UnfitTextException if the text has no piece of its own, or more pieces than the model
   *     has positions
   * @throws IllegalStateException if a number is not finite, or the model is closed
   */
  public Classification classify(String text) {
    return task.run(InputText.of(Given.one(OPERATION, "text", text)));
  }

  /**
   * Returns the classes of a pair of texts, such as a premise and a hypothesis.
   *
   * @throws UnfitTextException if a text has no piece of its own, or both together more pieces than
   *     the model has positions
   * @throws IllegalArgumentException if the model's tokenizer makes no pairs
   * @throws IllegalStateException if a number is not finite, or the model is closed
   */
  public Classification classify(String first, String second) {
    return task.run(InputText.pair(
        Given.one(OPERATION, "first", first), Given.one(OPERATION, "second", second)));
  }

  /**
   * Returns the classes of each text, in order, computed on all cores if no other caller has them.
   *
   * @param tooLong what becomes of a text of too many pieces
   * @throws UnfitTextException if a text has no piece of its own, or too many
   * @throws IllegalArgumentException if there is a pair and the model's tokenizer makes none
   * @throws IllegalStateException if a number is not finite, or the model is closed
   */
  public List<Classification> classify(List<InputText> texts, TooLong tooLong) {
    return task.run(texts, tooLong);
  }

  /**
   * Does the same on the caller's threads, which stay open.
   *
   * @param tooLong what becomes of a text of too many pieces
   * @throws UnfitTextException if a text has no piece of its own, or too many
   * @throws IllegalArgumentException if there is a pair and the model's tokenizer makes none
   * @throws IllegalStateException if a number is not finite, or the model is closed
   */
  public List<Classification> classify(Parallel threads, List<InputText> texts, TooLong tooLong) {
    return task.run(threads, texts, tooLong);
  }

  /**
   * Returns what the user may not expect of the model, one sentence each; usually none: what its
   * folder has and Blick does not support, and what was assumed because no file says it. Whoever
   * opens a model should read or log them.
   */
  public List<String> notes() {
    return task.model().notes();
  }

  /**
   * Ends the threads, and closes the model if {@link #open} opened it. Calls that run in other
   * threads end with their result, or with the exception for a call after close. A second call does
   * nothing.
   */
  @Override
  public void close() {
    task.model().close();
  }

  private static List<Classification> read(
      ClassHead head, Ops ops, Tensor hidden, Batch batch, List<Fitted> texts) {
    Tensor logits = head.logits(ops, hidden, batch);
    List<Classification> all = new ArrayList<>(texts.size());
    for (int b = 0; b < texts.size(); b++) {
      double[] scores = Probabilities.scores(head.kind(), logits.at(b).toDoubles());
      all.add(new Classification(
          head.kind(), largestFirst(head.labels(), scores), texts.get(b).cut()));
    }
    return all;
  }

  private static List<ScoredLabel> largestFirst(List<String> labels, double[] scores) {
    List<ScoredLabel> all = new ArrayList<>(scores.length);
    for (int k = 0; k < scores.length; k++) {
      all.add(new ScoredLabel(labels.get(k), (float) scores[k]));
    }
    all.sort(Comparator.comparingDouble(ScoredLabel::score).reversed());
    return all;
  }
}
