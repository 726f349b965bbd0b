package io.blick.lens.profile;

import io.blick.lens.trace.Head;
import java.util.EnumSet;
import java.util.List;

/**
 * The averages of one head over all queries that are pieces of the text itself. Entropy and mass on
 * special pieces are as in Clark et al. 2019 (arXiv 1906.04341, section 3).
 *
 * @param head the head
 * @param entropy −Σ w ln w, in nats
 * @param relativeEntropy entropy / ln S, where S counts all pieces of the text: 0 looks at one
 *     piece, 1 at all alike
 * @param distance Σ w |t − s|, in pieces
 * @param itself weight of the piece that looks
 * @param next weight of the piece after it, which may be [SEP]
 * @param previous weight of the piece before it, which may be [CLS]
 * @param cls weight of what the model adds before a text, [CLS]
 * @param sep weight of what the model adds behind a text, [SEP]
 * @param punctuation weight of the text's punctuation marks and ASCII symbols
 */
public record HeadProfile(
    Head head,
    double entropy,
    double relativeEntropy,
    double distance,
    double itself,
    double next,
    double previous,
    double cls,
    double sep,
    double punctuation) {

  /** Returns the weight of [CLS], [SEP] and punctuation together. */
  public double sink() {
    return cls + sep + punctuation;
  }

  /** Returns what the head is called, in the order of {@link HeadKind}. */
  public List<HeadKind> kinds() {
    var kinds = EnumSet.noneOf(HeadKind.class);
    if (Math.max(itself, Math.max(next, previous)) >= HeadKind.POSITIONAL_MASS) {
      kinds.add(HeadKind.POSITIONAL);
    }
    if (sink() >= HeadKind.SINK_MASS) {
      kinds.add(HeadKind.SINK);
    }
    if (relativeEntropy >= HeadKind.BROAD_SHARE) {
      kinds.add(HeadKind.BROAD);
    }
    return List.copyOf(kinds);
  }
}
