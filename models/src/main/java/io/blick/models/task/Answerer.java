package io.blick.models.task;

import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.TextHead.AnswerHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the answer to a question in a text: the stretch of the text for which the model gives the
 * largest probability that the answer begins at its first piece and ends at its last.
 *
 * <pre>{@code
 * try (Answerer answerer = Answerer.open(Path.of("my-model"))) {
 *   // from any number of threads
 *   Answer best = answerer.answer("a question", "a text").best().getFirst();
 * }
 * }</pre>
 *
 * <p>The probability of a begin is the softmax of its logits over the pieces of the text and the
 * piece that the model puts first, which stands for "no answer"; that of an end likewise; a stretch
 * has the product of the two, in float64. It has at most 15 pieces, and is given as whole words; of
 * stretches of the same words the most probable counts.
 *
 * <p>Question and text are read together. If they have more than 384 pieces, or more than the model
 * has positions, the text is read in windows: each has the whole question and as many pieces of the
 * text as there is room for, and shares with the one before it 128 of them, or half of them if that
 * is fewer. A stretch that is in two windows counts once, with the larger probability. These are
 * the sizes for which such models are trained (SQuAD) and which transformers' pipeline has.
 *
 * <p>Transformers 4 adds up the scores of stretches of equal words, so its first answer may be
 * another one, with a larger score; here none are added.
 *
 * <p>Safe for many threads: a call that comes while nobody computes has all cores, another one its
 * own thread, and the bits are the same.
 *
 * @see <a href="https://arxiv.org/abs/1810.04805">Devlin et al. 2018, section 4.2</a>
 */
public final class Answerer implements AutoCloseable {
  /** The largest number of pieces, question and text together, that are read at once. */
  public static final int MOST_WINDOW_PIECES = 384;

  /** The largest number of pieces of an answer. */
  public static final int MOST_ANSWER_PIECES = 15;

  private static final String OPERATION = "answer";
  private static final int MOST_SHARED_PIECES = 128;

  private final TaskModel model;
  private final AnswerHead head;

  private Answerer(TaskModel model) {
    this.model = model;
    this.head = model.head(AnswerHead.class);
  }

  /** A window, and the search that it belongs to. */
  private record SearchedWindow(AnswerSearch search, AnswerSearch.Window window) {}

  /**
   * Opens the model in a folder. {@link #close} closes it.
   *
   * @param folder of the model, as docs/files.md describes it
   * @throws IllegalArgumentException if a file is missing, or the model has no such head; the
   *     message names those it has
   * @throws io.blick.models.format.FormatException if a file is malformed, or the model's type is
   *     not supported
   */
  public static Answerer open(Path folder) {
    return TaskModel.open(OPERATION, folder, Answerer::new);
  }

  /**
   * Returns the answerer of an open model, which its caller closes.
   *
   * @throws IllegalArgumentException if the model has no such head; the message names those it has
   */
  public static Answerer of(TextModel model) {
    return TaskModel.of(OPERATION, model, Answerer::new);
  }

  /**
   * Returns the best answer to one question.
   *
   * @param question the question
   * @param text the text in which the answer is, of any length
   * @throws UnfitTextException if question or text has no piece of its own, or the question leaves
   *     no room for the text
   * @throws IllegalArgumentException if the model's tokenizer makes no pairs
   * @throws IllegalStateException if a number is not finite, or the model is closed
   */
  public Answers answer(String question, String text) {
    Question one = new Question(
        Given.one(OPERATION, "question", question), Given.one(OPERATION, "text", text));
    return answer(List.of(one), 1).getFirst();
  }

  /**
   * Returns the best answers to each question, in order, computed on all cores if no other caller
   * has them.
   *
   * @param top how many answers to each, at least 1; fewer if the text has no more stretches
   * @throws UnfitTextException if a question or a text has no piece of its own, or a question
   *     leaves no room for its text
   * @throws IllegalArgumentException if the model's tokenizer makes no pairs
   * @throws IllegalStateException if a number is not finite, or the model is closed
   */
  public List<Answers> answer(List<Question> questions, int top) {
    List<Question> all = given(questions, top);
    return model.run(threads -> answers(threads, all, top));
  }

  /**
   * Does the same on the caller's threads, which stay open.
   *
   * @param top how many answers to each, at least 1; fewer if the text has no more stretches
   * @throws UnfitTextException if a question or a text has no piece of its own, or a question
   *     leaves no room for its text
   * @throws IllegalArgumentException if the model's tokenizer makes no pairs
   * @throws IllegalStateException if a number is not finite, or the model is closed
   */
  public List<Answers> answer(Parallel threads, List<Question> questions, int top) {
    List<Question> all = given(questions, top);
    return model.run(threads, own -> answers(own, all, top));
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

  private static List<Question> given(List<Question> questions, int top) {
    if (top < 1) {
      throw new IllegalArgumentException("answer: top must be from 1 on; got " + top);
    }
    return Given.each(OPERATION, "question", questions);
  }

  private List<Answers> answers(Parallel threads, List<Question> questions, int top) {
    List<AnswerSearch> searches = new ArrayList<>(questions.size());
    try (var batches =
        new RaggedBatches<SearchedWindow>(threads, model.model(), (ops, hidden, batch, windows) -> {
          Tensor logits = head.logits(ops, hidden);
          for (int b = 0; b < windows.size(); b++) {
            SearchedWindow one = windows.get(b);
            Tensor rows = batch.sequences().rows(logits, b);
            one.search().read(one.window(), rows, MOST_ANSWER_PIECES);
          }
        })) {
      for (Question question : questions) {
        searches.add(add(searches.size(), question, top, batches));
      }
      batches.run();
    }
    return searches.stream().map(AnswerSearch::answers).toList();
  }

  /** Adds the windows of a question, and returns the search that will read them. */
  private AnswerSearch add(
      int index, Question question, int top, RaggedBatches<SearchedWindow> batches) {
    InputText pair = InputText.pair(question.question(), question.text());
    Encoding encoding = pair.encoded(model.tokenizer());
    PieceLimit.requirePieces(OPERATION, index, pair, encoding);
    var search = new AnswerSearch(pair, encoding, top);
    int most = Math.min(MOST_WINDOW_PIECES, model.model().positions());
    int room = most - search.around();
    if (room < 1) {
      throw new UnfitTextException(
          OPERATION, index, new UnfitTextException.NoRoom(search.around(), most));
    }
    for (AnswerSearch.Window window :
        search.windows(room, Math.min(MOST_SHARED_PIECES, room / 2))) {
      batches.add(new SearchedWindow(search, window), window.encoding());
    }
    return search;
  }
}
