package io.blick.lens.report.look;

import io.blick.lens.trace.Head;
import java.util.List;

/**
 * Asks how one head comes to look where it looks from one word.
 *
 * @param segments one or two texts
 * @param head which one
 * @param from the name of the word that looks, by its first piece; {@code word#2} is the second of
 *     equal words
 */
public record StepsRequest(List<String> segments, Head head, String from) {

  /** Checks the texts. */
  public StepsRequest {
    segments = Segments.checked("steps", segments);
  }
}
