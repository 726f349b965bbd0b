package io.blick.models.task;

import java.util.List;

/**
 * The tagged spans of a text.
 *
 * @param spans in the order of the text; they do not overlap
 * @param cut whether the text had too many pieces, and the last ones were left out
 */
public record Tagging(List<TaggedSpan> spans, boolean cut) {
  /** Copies the list. */
  public Tagging {
    spans = List.copyOf(spans);
  }
}
