package io.blick.models.task;

import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.task.PieceLimit.Fitted;
import io.blick.models.text.SentencePrompts.PromptPieces;
import io.blick.models.text.TextHead.SentenceHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Piece;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Embeds texts: one vector for each, as the files of sentence-transformers in the model's folder
 * describe it. Texts of near meaning have near vectors.
 *
 * <pre>{@code
 * try (Embedder embedder = Embedder.open(Path.of("my-model"))) {
 *   // from any number of threads
 *   float[] vector = embedder.embed("a text").vector();
 * }
 * }</pre>
 *
 * <p>Safe for many threads: a call that comes while nobody computes has all cores, another one its
 * own thread, and the bits are the same. A text may have as many pieces as the folder says, and
 * never more than the model has positions.
 *
 * @see <a href="https://arxiv.org/abs/1908.10084">Reimers and Gurevych 2019</a>
 */
public final class Embedder implements AutoCloseable {
  private static final String OPERATION = "embed";

  private final TaskModel model;
  private final SentenceHead head;
  private final TextTask<String, Embedding> task;

  private Embedder(TaskModel model, SentenceHead head, String prompt) {
    this.model = model;
    this.head = head;
    int leftOut = leftOut(model, head, prompt);
    this.task = new TextTask<>(
        model,
        head.longest(),
        (index, text) -> prompted(model, prompt, index, text),
        (ops, hidden, batch, texts) -> read(head.embed(ops, hidden, batch, leftOut), texts));
  }

  private static Embedder of(TaskModel model) {
    SentenceHead head = model.head(SentenceHead.class);
    return new Embedder(model, head, head.prompts().byDefaultText());
  }

  /**
   * Returns how many pieces of a prompt are left out: all of the prompt alone, but for the piece
   * behind it.
   */
  private static int leftOut(TaskModel model, SentenceHead head, String prompt) {
    if (prompt.isEmpty() || head.prompts().pieces() == PromptPieces.POOLED) {
      return 0;
    }
    List<Piece> pieces = model.tokenizer().encode(prompt).pieces();
    return pieces.getLast() instanceof Piece.Added ? pieces.size() - 1 : pieces.size();
  }

  /**
   * Opens the model in a folder. {@link #close} closes it.
   *
   * @param folder of the model, as docs/files.md describes it
   * @throws IllegalArgumentException if a file is missing, or the folder does not describe a
   *     sentence embedding; the message names the heads of the model
   * @throws io.blick.models.format.FormatException if a file is malformed, or the model's type is
   *     not supported
   */
  public static Embedder open(Path folder) {
    return TaskModel.open(OPERATION, folder, Embedder::of);
  }

  /**
   * Returns the embedder of an open model, which its caller closes.
   *
   * @throws IllegalArgumentException if the model's folder does not describe a sentence embedding
   */
  public static Embedder of(TextModel model) {
    return TaskModel.of(OPERATION, model, Embedder::of);
  }

  /**
   * Returns an embedder that puts a prompt of the folder before each text, as it is, in place of
   * the folder's own choice: for models that tell questions from what is searched. The two are one
   * open model, and closing either closes both.
   *
   * @param name the prompt's name in config_sentence_transformers.json
   * @throws IllegalArgumentException if the folder has no prompt of that name
   */
  public Embedder withPrompt(String name) {
    return new Embedder(model, head, head.prompts().text(Given.one(OPERATION, "prompt", name)));
  }

  /**
   * Returns the vector of one text.
   *
   * @throws UnfitTextException if the text has no piece of its own, or too many
   * @throws IllegalStateException if a number is not finite, or the model is closed
   */
  public Embedding embed(String text) {
    return task.run(text);
  }

  /**
   * Returns the vector of each text, in order, computed on all cores if no other caller has them.
   *
   * @param tooLong what becomes of a text of too many pieces
   * @throws UnfitTextException if a text has no piece of its own, or too many
   * @throws IllegalStateException if a number is not finite, or the model is closed
   */
  public List<Embedding> embed(List<String> texts, TooLong tooLong) {
    return task.run(texts, tooLong);
  }

  /**
   * Does the same on the caller's threads, which stay open.
   *
   * @param tooLong what becomes of a text of too many pieces
   * @throws UnfitTextException if a text has no piece of its own, or too many
   * @throws IllegalStateException if a number is not finite, or the model is closed
   */
  public List<Embedding> embed(Parallel threads, List<String> texts, TooLong tooLong) {
    return task.run(threads, texts, tooLong);
  }

  /**
   * Returns what the user may not expect of the model, one sentence each; usually none: what its
   * folder has and Blick does not support, and what was assumed because no file says it. Whoever
   * opens a model should read or log them.
   */
  public List<String> notes() {
    return model.notes();
  }

  /**
   * Ends the threads, and closes the model if {@link #open} opened it. Calls that run in other
   * threads end with their result, or with the exception for a call after close. A second call does
   * nothing.
   */
  @Override
  public void close() {
    model.close();
  }

  /** Returns a text behind the prompt; without the prompt it must have pieces of its own too. */
  private static InputText prompted(TaskModel model, String prompt, int index, String text) {
    if (!prompt.isEmpty()) {
      InputText alone = InputText.of(text);
      PieceLimit.requirePieces(OPERATION, index, alone, alone.encoded(model.tokenizer()));
    }
    return InputText.of(prompt + text);
  }

  private static List<Embedding> read(Tensor vectors, List<Fitted> texts) {
    List<Embedding> embeddings = new ArrayList<>(texts.size());
    for (int b = 0; b < texts.size(); b++) {
      Fitted text = texts.get(b);
      embeddings.add(
          new Embedding(vectors.at(b).toFloats(), text.encoding().pieces().size(), text.cut()));
    }
    return embeddings;
  }
}
