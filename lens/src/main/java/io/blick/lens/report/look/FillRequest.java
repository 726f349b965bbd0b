package io.blick.lens.report.look;

import io.blick.lens.argument.Required;
import java.util.List;

/**
 * A request for a model's guesses for each mask of a text.
 *
 * @param segments the text, or a pair of texts
 * @param top the number of guesses for each mask, at least 1
 */
public record FillRequest(List<String> segments, int top) {
  /** The number of guesses for each mask unless another is asked for. */
  public static final int TOP = 5;

  /** Checks the texts and the number. */
  public FillRequest {
    segments = Segments.checked("fill", segments);
    if (top < 1) {
      throw new IllegalArgumentException("fill: top must be from 1 on; got " + top);
    }
  }

  /** Asks for {@link #TOP} guesses for each mask of one text. */
  public static FillRequest of(String text) {
    return new FillRequest(List.of(Required.of("fill", "text", text)));
  }

  /** Asks for {@link #TOP} guesses for each mask. */
  public FillRequest(List<String> segments) {
    this(segments, TOP);
  }
}
