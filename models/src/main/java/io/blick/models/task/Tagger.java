package io.blick.models.task;

import io.blick.core.nn.Ops;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.task.PieceLimit.Fitted;
import io.blick.models.text.Batch;
import io.blick.models.text.Probabilities;
import io.blick.models.text.TextHead.TagHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Word;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Tags the words of texts, and joins neighbours of one tag to spans: names of people and places,
 * parts of speech, whatever the model was trained for.
 *
 * <pre>{@code
 * try (Tagger tagger = Tagger.open(Path.of("my-model"))) {
 *   // from any number of threads
 *   List<TaggedSpan> spans = tagger.tag("a text").spans();
 * }
 * }</pre>
 *
 * <p>A word has the tag of its first piece, the one with the largest logit (of equal ones the
 * first); its score is the softmax of that piece's logits, in float64. {@code B-X} begins a span of
 * X; {@code I-X} continues one, and begins one after another type; a tag without prefix counts as
 * I, so that equal neighbours are one span; {@code E-} and {@code L-} count as I, {@code S-} and
 * {@code U-} as B. The tag {@code O} is left out. These are the rules of transformers' pipeline
 * with the aggregation "first", beside the last four prefixes, which it does not know; beside a
 * label that has a hyphen and none of these prefixes ({@code NOUN-SG}, {@code b-per}), which is
 * shown whole here, and there without what stands before its first hyphen; and beside what it takes
 * for the continuation of a word: there a piece that is spelled in fewer characters than its place
 * in the text, as behind a character without width.
 *
 * <p>Safe for many threads: a call that comes while nobody computes has all cores, another one its
 * own thread, and the bits are the same.
 */
public final class Tagger implements AutoCloseable {
  private static final String OPERATION = "tag";

  private final TextTask<String, Tagging> task;

  private Tagger(TaskModel model) {
    TagHead head = model.head(TagHead.class);
    this.task = new TextTask<>(
        model,
        OptionalInt.empty(),
        (_, text) -> InputText.of(text),
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
  public static Tagger open(Path folder) {
    return TaskModel.open(OPERATION, folder, Tagger::new);
  }

  /**
   * Returns the tagger of an open model, which its caller closes.
   *
   * @throws IllegalArgumentException if the model has no such head; the message names those it has
   */
  public static Tagger of(TextModel model) {
    return TaskModel.of(OPERATION, model, Tagger::new);
  }

  /**
   * Returns the spans of one text.
   *
   * @throws UnfitTextException if the text has no piece of its own, or more pieces than the model
   *     has positions
   * @throws IllegalStateException if a number is not finite, or the model is closed
   */
  public Tagging tag(String text) {
    return task.run(text);
  }

  /**
   * Returns the spans of each text, in order, computed on all cores if no other caller has them.
   *
   * @param tooLong what becomes of a text of too many pieces
   * @throws UnfitTextException if a text has no piece of its own, or too many
   * @throws IllegalStateException if a number is not finite, or the model is closed
   */
  public List<Tagging> tag(List<String> texts, TooLong tooLong) {
    return task.run(texts, tooLong);
  }

  /**
   * Does the same on the caller's threads, which stay open.
   *
   * @param tooLong what becomes of a text of too many pieces
   * @throws UnfitTextException if a text has no piece of its own, or too many
   * @throws IllegalStateException if a number is not finite, or the model is closed
   */
  public List<Tagging> tag(Parallel threads, List<String> texts, TooLong tooLong) {
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

  private static List<Tagging> read(
      TagHead head, Ops ops, Tensor hidden, Batch batch, List<Fitted> texts) {
    Tensor logits = head.logits(ops, hidden);
    List<Tagging> all = new ArrayList<>(texts.size());
    for (int b = 0; b < texts.size(); b++) {
      Fitted text = texts.get(b);
      Tensor rows = batch.sequences().rows(logits, b);
      all.add(new Tagging(spans(head.labels(), rows, text), text.cut()));
    }
    return all;
  }

  private static List<TaggedSpan> spans(List<String> labels, Tensor logits, Fitted text) {
    Encoding encoding = text.encoding();
    var words = new TaggedWords(text.text().first());
    for (Word word : encoding.words()) {
      int first = word.pieces().getFirst();
      if (encoding.pieces().get(first) instanceof Piece.InText from
          && encoding.pieces().get(word.pieces().getLast()) instanceof Piece.InText to) {
        double[] probabilities = Probabilities.softmax(logits.at(first).toDoubles());
        int best = largest(probabilities);
        words.add(labels.get(best), probabilities[best], from.start(), to.end());
      }
    }
    return words.spans();
  }

  private static int largest(double[] numbers) {
    int largest = 0;
    for (int i = 1; i < numbers.length; i++) {
      if (numbers[i] > numbers[largest]) {
        largest = i;
      }
    }
    return largest;
  }
}
