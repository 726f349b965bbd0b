package io.blick.lens.looks;

import io.blick.lens.argument.Required;
import io.blick.lens.trace.Head;
import java.util.List;

/**
 * The looks of one head.
 *
 * @param head the head
 * @param all over all words
 * @param byPart over the words of each part of speech (P)
 * @param forms the word forms that get most, the most first
 * @param examples the looks that are most typical, the nearest first; as many as were asked for
 */
public record HeadLooks(
    Head head,
    LookShares all,
    List<LookShares> byPart,
    List<LookedForm> forms,
    List<LookExample> examples) {

  /** Copies the lists. */
  public HeadLooks {
    Required.of("looks", "head", head);
    Required.of("looks", "weights", all);
    byPart = Required.all("looks", "rows", byPart);
    forms = Required.all("looks", "forms", forms);
    examples = Required.all("looks", "examples", examples);
  }

  /** Returns the same with examples. */
  HeadLooks with(List<LookExample> some) {
    return new HeadLooks(head, all, byPart, forms, some);
  }
}
