package io.blick.lens.report.look;

import io.blick.lens.argument.Required;
import io.blick.lens.trace.Head;
import java.util.List;

/**
 * A request for the steps by which one head comes to the weights of one word.
 *
 * @param segments the text, or a pair of texts
 * @param head the head
 * @param from the name of the word that looks; {@code word#2} is the second of equal words
 * @param piece which of its pieces looks
 */
public record StepsRequest(List<String> segments, Head head, String from, StepsPiece piece) {

  /** Checks the texts. */
  public StepsRequest {
    segments = Segments.checked("steps", segments);
    Required.of("steps", "head", head);
    Required.of("steps", "word that looks", from);
    Required.of("steps", "piece", piece);
  }

  /** Makes a request for the first piece of a word. */
  public StepsRequest(List<String> segments, Head head, String from) {
    this(segments, head, from, StepsPiece.first());
  }
}
