package io.blick.models.task;

import io.blick.core.nn.Ops;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.task.PieceLimit.Fitted;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead.SentenceHead;
import io.blick.models.text.TextModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Embeds texts: one vector for each, as the files of sentence-transformers in the model's folder
 * describe it. Texts of near meaning have near vectors.
 *
 * <p>Safe for many threads, as long as the model is open. A text may have as many pieces as the
 * folder says, and never more than the model has positions.
 *
 * @see <a href="https://arxiv.org/abs/1908.10084">Reimers and Gurevych 2019</a>
 */
public final class Embedder {
  private static final String OPERATION = "embed";

  private final TextTask<Embedding> task;

  private Embedder(TextModel model, SentenceHead head) {
    this.task = new TextTask<>(
        OPERATION,
        model,
        head.longest(),
        (ops, hidden, batch, texts) -> read(head, ops, hidden, batch, texts));
  }

  /**
   * Returns the embedder of an open model.
   *
   * @throws IllegalArgumentException if the model's folder does not describe a sentence embedding
   */
  public static Embedder of(TextModel model) {
    return new Embedder(
        model, Heads.required(OPERATION, model, SentenceHead.class, "a sentence embedding"));
  }

  /**
   * Returns the vector of one text.
   *
   * @throws UnfitTextException if the text has no piece of its own, or too many
   * @throws IllegalStateException if a number is not finite, or the model is closed
   */
  public Embedding embed(String text) {
    return task.run(InputText.of(text));
  }

  /**
   * Returns the vector of each text, in order, computed on all cores.
   *
   * @param tooLong what becomes of a text of too many pieces
   * @throws UnfitTextException if a text has no piece of its own, or too many
   * @throws IllegalStateException if a number is not finite, or the model is closed
   */
  public List<Embedding> embed(List<String> texts, TooLong tooLong) {
    return task.run(texts.stream().map(InputText::of).toList(), tooLong);
  }

  /**
   * Does the same on the caller's threads, which stay open.
   *
   * @param tooLong what becomes of a text of too many pieces
   * @throws UnfitTextException if a text has no piece of its own, or too many
   * @throws IllegalStateException if a number is not finite, or the model is closed
   */
  public List<Embedding> embed(Parallel threads, List<String> texts, TooLong tooLong) {
    return task.run(threads, texts.stream().map(InputText::of).toList(), tooLong);
  }

  private static List<Embedding> read(
      SentenceHead head, Ops ops, Tensor hidden, Batch batch, List<Fitted> texts) {
    Tensor vectors = head.embed(ops, hidden, batch);
    List<Embedding> embeddings = new ArrayList<>(texts.size());
    for (int b = 0; b < texts.size(); b++) {
      Fitted text = texts.get(b);
      embeddings.add(
          new Embedding(vectors.at(b).toFloats(), text.encoding().pieces().size(), text.cut()));
    }
    return embeddings;
  }
}
