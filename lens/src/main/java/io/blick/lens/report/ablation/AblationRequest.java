package io.blick.lens.report.ablation;

import io.blick.core.attention.Cuts;
import io.blick.lens.argument.Required;
import io.blick.lens.trace.Head;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A request for what becomes of a model's output when heads are silenced or edges cut; where none
 * are named, each head is silenced in turn.
 *
 * @param source the text or the corpus to run; of a corpus no edge is cut
 * @param of what is measured; where it is not named, of a pair of texts its classes, of a question
 *     its answer, of a text the first of these that the model has: guesses, if a mask stands in it;
 *     loss; classes; tags; the vector
 * @param silence heads to be silenced together
 * @param cut edges to be cut
 * @param in the heads in which the edges are cut; all heads if the list is empty
 * @param others what becomes of the other weights of a row with a cut edge
 * @param top the number of guesses to show for each mask, at least 1
 * @param show heads that the text of the result shows wherever they stand in the ranking; only
 *     where each head is silenced in turn
 */
public record AblationRequest(
    Source source,
    Optional<AblationMeasure> of,
    List<Head> silence,
    List<NamedEdge> cut,
    List<Head> in,
    Cuts.Rest others,
    int top,
    List<Head> show) {
  /** The number of guesses that are shown for each mask unless another is asked for. */
  public static final int TOP = 5;

  private static final String OPERATION = "ablate";

  /** Copies the lists. */
  public AblationRequest {
    Required.of(OPERATION, "source", source);
    Required.of(OPERATION, "measure", of);
    silence = Required.all(OPERATION, "heads to be silenced", silence);
    cut = Required.all(OPERATION, "edges to be cut", cut);
    in = Required.all(OPERATION, "heads in which edges are cut", in);
    Required.of(OPERATION, "choice of what becomes of the other weights", others);
    show = Required.all(OPERATION, "heads to be shown", show);
    if (top < 1) {
      throw new IllegalArgumentException("ablate: top must be from 1 on; got " + top);
    }
    if (cut.isEmpty() && !in.isEmpty()) {
      throw new IllegalArgumentException(
          "ablate: heads in which edges are cut need an edge; got heads alone");
    }
    if (source instanceof Corpus && !cut.isEmpty()) {
      throw new IllegalArgumentException("ablate: edges to be cut need one text; got a corpus");
    }
    if (!show.isEmpty() && !(silence.isEmpty() && cut.isEmpty())) {
      throw new IllegalArgumentException(
          "ablate: heads to be shown need a ranking, of each head silenced in turn; got heads or"
              + " edges to be taken out");
    }
    of.ifPresent(measure -> MeasureChoice.check(OPERATION, source, measure));
  }

  /** Asks for no head to be shown beside the first and last of a ranking. */
  public AblationRequest(
      Source source,
      Optional<AblationMeasure> of,
      List<Head> silence,
      List<NamedEdge> cut,
      List<Head> in,
      Cuts.Rest others,
      int top) {
    this(source, of, silence, cut, in, others, top, List.of());
  }

  /** Asks for heads and edges to be taken out, without a name for what is measured. */
  public AblationRequest(
      Source source,
      List<Head> silence,
      List<NamedEdge> cut,
      List<Head> in,
      Cuts.Rest others,
      int top) {
    this(source, Optional.empty(), silence, cut, in, others, top);
  }

  /** Asks for each head to be silenced in turn. */
  public AblationRequest(Source source) {
    this(source, List.of());
  }

  /** Asks for some heads to be silenced together. */
  public AblationRequest(Source source, List<Head> silence) {
    this(source, silence, List.of(), List.of(), Cuts.Rest.RENORMALIZED, TOP);
  }

  /** Asks for each head to be silenced in turn, and for one measure. */
  public AblationRequest(Source source, AblationMeasure of) {
    this(source, of, List.of());
  }

  /** Asks for some heads to be silenced together, and for one measure. */
  public AblationRequest(Source source, AblationMeasure of, List<Head> silence) {
    this(
        source,
        Optional.of(Required.of(OPERATION, "measure", of)),
        silence,
        List.of(),
        List.of(),
        Cuts.Rest.RENORMALIZED,
        TOP);
  }

  /** The text or the corpus that the model is run on. */
  public sealed interface Source {
    /** Returns the text itself, or the path of the file as it was given. */
    String name();
  }

  /**
   * One text.
   *
   * @param text the text
   */
  public record Text(String text) implements Source {
    /** Checks that there is a text. */
    public Text {
      Required.of(OPERATION, "text", text);
    }

    @Override
    public String name() {
      return text;
    }
  }

  /**
   * A pair of texts, of which a model says one thing.
   *
   * @param text the first
   * @param second the second
   */
  public record Pair(String text, String second) implements Source {
    /** Checks that there are both. */
    public Pair {
      Required.of(OPERATION, "text", text);
      Required.of(OPERATION, "second text", second);
    }

    @Override
    public String name() {
      return text;
    }
  }

  /**
   * A question and the text in which its answer is looked for.
   *
   * @param text the text
   * @param question the question, which the model reads before the text
   */
  public record Asked(String text, String question) implements Source {
    /** Checks that there are both. */
    public Asked {
      Required.of(OPERATION, "text", text);
      Required.of(OPERATION, "question", question);
    }

    @Override
    public String name() {
      return text;
    }
  }

  /**
   * A file of which each line is a text. Some pieces of each are masked.
   *
   * @param file in UTF-8
   */
  public record Corpus(Path file) implements Source {
    /** Checks that there is a file. */
    public Corpus {
      Required.of(OPERATION, "file", file);
    }

    @Override
    public String name() {
      return file.toString();
    }
  }

  boolean eachHead() {
    return silence.isEmpty() && cut.isEmpty();
  }
}
