package io.blick.lens.report.ablation;

import io.blick.core.attention.Cuts;
import io.blick.lens.trace.Head;
import java.nio.file.Path;
import java.util.List;

/**
 * A request for what becomes of a model's guesses when heads are silenced or edges cut; where none
 * are named, each head is silenced in turn.
 *
 * @param source the text or the corpus to run; a corpus only where each head is silenced in turn
 * @param silence heads to be silenced together
 * @param cut edges to be cut
 * @param in the heads in which the edges are cut; all heads if the list is empty
 * @param others what becomes of the other weights of a row with a cut edge
 * @param top the number of guesses to show for each mask, at least 1
 */
public record AblationRequest(
    Source source,
    List<Head> silence,
    List<NamedEdge> cut,
    List<Head> in,
    Cuts.Rest others,
    int top) {
  /** The number of guesses that are shown for each mask unless another is asked for. */
  public static final int TOP = 5;

  /** Copies the lists. */
  public AblationRequest {
    silence = List.copyOf(silence);
    cut = List.copyOf(cut);
    in = List.copyOf(in);
    if (top < 1) {
      throw new IllegalArgumentException("ablate: top must be from 1 on; got " + top);
    }
    if (cut.isEmpty() && !in.isEmpty()) {
      throw new IllegalArgumentException(
          "ablate: heads in which edges are cut need an edge; got heads alone");
    }
    if (source instanceof Corpus && !(silence.isEmpty() && cut.isEmpty())) {
      throw new IllegalArgumentException(
          "ablate: heads to be silenced and edges to be cut need one text; got a corpus");
    }
  }

  /** Asks for each head to be silenced in turn. */
  public AblationRequest(Source source) {
    this(source, List.of(), List.of(), List.of(), Cuts.Rest.RENORMALIZED, TOP);
  }

  /** Asks for some heads to be silenced together. */
  public AblationRequest(Source source, List<Head> silence) {
    this(source, silence, List.of(), List.of(), Cuts.Rest.RENORMALIZED, TOP);
  }

  /** The text or the corpus that the model is run on. */
  public sealed interface Source {
    /** Returns the text itself, or the path of the file as it was given. */
    String name();
  }

  /**
   * One text.
   *
   * @param text if it has masks, the guesses for them are measured, otherwise its loss
   */
  public record Text(String text) implements Source {
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
    @Override
    public String name() {
      return file.toString();
    }
  }

  boolean eachHead() {
    return silence.isEmpty() && cut.isEmpty();
  }
}
