package io.blick.models.generate;

import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Parallel;
import io.blick.models.format.Escaped;
import io.blick.models.text.RequiredHead;
import io.blick.models.text.TextHead.NextPieceHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Decoding;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Lets a causal language model go on with texts. Safe for many threads: each call has a cache of
 * its own, and all share the model.
 *
 * <p>The same text goes on in the same way, whatever the number of threads, and whoever calls
 * beside it.
 */
public final class Completer {
  private final TextModel model;
  private final NextPieceHead head;

  private Completer(TextModel model, NextPieceHead head) {
    this.model = model;
    this.head = head;
  }

  /**
   * Returns what completes texts with a model.
   *
   * @param model stays open as long as texts are completed
   * @throws IllegalArgumentException if the model has no next-piece head
   */
  public static Completer of(TextModel model) {
    Objects.requireNonNull(model, "complete: the model must not be null");
    return new Completer(model, RequiredHead.of("complete", model, NextPieceHead.class));
  }

  /** Lets a text go on, on all cores. */
  public Completion complete(String text, WritingOptions options) {
    return complete(text, options, (_, _) -> {});
  }

  /**
   * Lets a text go on, on all cores, and tells of each piece as it comes.
   *
   * @param text special pieces that are typed in it are read as such
   * @param each is given every piece, in order, in the thread of the caller
   * @throws IllegalArgumentException if the text has no piece, or fills the model's positions
   */
  public Completion complete(String text, WritingOptions options, WritingListener each) {
    try (Parallel threads = Parallel.ofCores()) {
      return complete(threads, text, options, each);
    }
  }

  /**
   * Lets a text go on, on threads that the caller closes.
   *
   * @param each is given every piece, in order, in the thread of the caller
   * @throws IllegalArgumentException if the text has no piece, or fills the model's positions
   */
  public Completion complete(
      Parallel threads, String text, WritingOptions options, WritingListener each) {
    Objects.requireNonNull(text, "complete: the text must not be null");
    Objects.requireNonNull(options, "complete: options must not be null");
    Objects.requireNonNull(each, "complete: the listener must not be null");
    Encoding prompt = model.tokenizer().encode(text);
    int[] ids = prompt.pieces().stream().mapToInt(Piece::id).toArray();
    if (ids.length == 0) {
      throw new IllegalArgumentException(
          "complete: a text must have a piece from which it goes on; got none; give a text");
    }
    if (ids.length >= model.positions()) {
      throw new IllegalArgumentException(
          "complete: a text must leave a position for what follows; got %d pieces, and %s has %d"
                  .formatted(ids.length, Escaped.text(model.name()), model.positions())
              + " positions; give a shorter one");
    }
    try (EagerOps ops = EagerOps.on(threads);
        GoingOn going = new GoingOn(model, head, ops)) {
      return new Run(options, each).from(going, ids);
    }
  }

  /** One text, as it is written. */
  private final class Run {
    private final Tokenizer tokenizer = model.tokenizer();
    private final Decoding decoding = tokenizer.decoding();
    private final WritingOptions options;
    private final WritingListener each;
    private final StopTexts stops;
    private final List<Written> pieces = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    // How often the text has each piece, and how often each was written.
    private final int[] occurs = new int[tokenizer.size()];
    private final int[] written = new int[tokenizer.size()];

    Run(WritingOptions options, WritingListener each) {
      this.options = options;
      this.each = each;
      this.stops = new StopTexts(options.stops());
    }

    Completion from(GoingOn going, int... prompt) {
      for (int id : prompt) {
        decoding.append(id);
        occurs[id]++;
      }
      NextPieces next = going.append(prompt);
      int id = write(next);
      while (!isEnd(id) && !stops.found() && hasRoom(going)) {
        next = going.append(id);
        id = write(next);
      }
      text.append(stops.end());
      return new Completion(text.toString(), pieces, stopped(id));
    }

    private int write(NextPieces next) {
      int id = chosen(next);
      occurs[id]++;
      written[id]++;
      String whole = tokenizer.isSpecial(id) ? "" : decoding.append(id);
      Written piece = new Written(id, whole, next.logprob(id));
      pieces.add(piece);
      String shown = stops.append(whole);
      text.append(shown);
      each.wrote(piece, shown);
      return id;
    }

    private int chosen(NextPieces next) {
      if (!options.penalties().equals(Penalties.NONE)) {
        options.penalties().apply(next.edited(), occurs, written);
      }
      return switch (options.choosing()) {
        case Choosing.Likeliest _ -> next.likeliest();
        case Choosing.Drawn drawn ->
          new DrawnPiece(drawn, next.probabilities(drawn.temperature())).draw(pieces.size());
      };
    }

    private boolean isEnd(int id) {
      return head.ends().contains(id);
    }

    private boolean hasRoom(GoingOn going) {
      return pieces.size() < options.pieces() && going.length() < model.positions();
    }

    private Stopped stopped(int last) {
      if (stops.found()) {
        return Stopped.STOP;
      }
      return isEnd(last) ? Stopped.END : Stopped.LENGTH;
    }
  }
}
