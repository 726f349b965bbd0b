package io.blick.lens.report.ablation;

import io.blick.core.attention.Cuts;
import io.blick.lens.trace.Head;
import java.nio.file.Path;
import java.util.List;

/**
 * Asks what becomes of a model's guesses when something is taken out of it; if nothing is named,
 * when each head is silenced in turn.
 *
 * @param source what is run; the lines of a file only with each head in turn
 * @param silence heads to be silenced together
 * @param cut edges to be cut
 * @param in heads in which they are cut; all if there is none
 * @param others what becomes of the other weights of a row with a cut edge
 * @param top how many guesses to show for each mask, from 1 on
 */
public record AblationRequest(
    Source source,
    List<Head> silence,
    List<NamedEdge> cut,
    List<Head> in,
    Cuts.Rest others,
    int top) {
  /** So many guesses are shown unless another number is asked for. */
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

  /** Asks for each head in turn. */
  public AblationRequest(Source source) {
    this(source, List.of(), List.of(), List.of(), Cuts.Rest.RENORMALIZED, TOP);
  }

  /** Asks for some heads silenced together. */
  public AblationRequest(Source source, List<Head> silence) {
    this(source, silence, List.of(), List.of(), Cuts.Rest.RENORMALIZED, TOP);
  }

  /** What is run. */
  public sealed interface Source {
    /** Returns what it is called: the text itself, or the file as it was named. */
    String name();
  }

  /**
   * One text.
   *
   * @param text with masks, of which the guesses are asked, or without, of which the loss is
   */
  public record Text(String text) implements Source {
    @Override
    public String name() {
      return text;
    }
  }

  /**
   * The lines of a file, each a text, some of whose pieces are masked.
   *
   * @param file in UTF-8
   */
  public record Corpus(Path file) implements Source {
    @Override
    public String name() {
      return file.toString();
    }
  }

  /** Whether each head is to be silenced in turn. */
  boolean eachHead() {
    return silence.isEmpty() && cut.isEmpty();
  }
}
