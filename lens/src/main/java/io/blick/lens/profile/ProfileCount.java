package io.blick.lens.profile;

import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.Statistics;
import io.blick.core.tensor.Parallel;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.run.BatchedPasses;
import io.blick.lens.trace.Head;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/** The measurement of {@link Profile}: texts go through the model a window at a time. */
final class ProfileCount implements BatchedPasses.Visitor {
  /** Texts that are read before they run together. */
  private static final int WINDOW = 256;

  private final TextModel model;
  private final LongConsumer done;
  private final ProfileSums[][] sums;
  private final List<Encoding> window = new ArrayList<>();
  private final List<PassStatistics> statistics = new ArrayList<>();
  private long read;
  private int texts;
  private int skipped;
  private long queries;

  ProfileCount(TextModel model, LongConsumer done) {
    this.model = model;
    this.done = done;
    this.sums = new ProfileSums[model.layers()][model.heads()];
    for (ProfileSums[] layer : sums) {
      for (int head = 0; head < layer.length; head++) {
        layer[head] = new ProfileSums();
      }
    }
  }

  Profile of(Parallel threads, Iterator<Encoding> source) {
    try (var passes = new BatchedPasses(threads, model)) {
      while (source.hasNext()) {
        add(source.next());
        if (window.size() == WINDOW || !source.hasNext()) {
          passes.run(window, this);
          window.clear();
          statistics.clear();
          done.accept(read);
        }
      }
    }
    if (texts == 0) {
      throw CorpusException.lacking(
          "profile",
          "at least one text with a piece of its own that fits %d positions"
              .formatted(model.positions()),
          "none of " + read);
    }
    return new Profile(model.name(), texts, skipped, queries, heads());
  }

  private void add(Encoding encoding) {
    read++;
    if (own(encoding).length == 0) {
      return;
    }
    if (!model.fits(encoding.pieces().size())) {
      skipped++;
      return;
    }
    texts++;
    queries += own(encoding).length;
    window.add(encoding);
    statistics.add(PassStatistics.of(encoding, model.heads()));
  }

  private static int[] own(Encoding text) {
    return IntStream.range(0, text.pieces().size())
        .filter(piece -> KeySets.isOwn(text, piece))
        .toArray();
  }

  @Override
  public Statistics statistics(int text) {
    return statistics.get(text).asked();
  }

  @Override
  public void attended(int text, AttentionCall call) {
    int pieces = call.q().size(1);
    int[] own = own(window.get(text));
    for (int head = 0; head < model.heads(); head++) {
      ProfileSums headSums = sums[call.layer()][head];
      for (int t : own) {
        headSums.add(statistics.get(text), (long) head * pieces + t, pieces);
        headSums.addNear(
            call.weight(0, head, t, t),
            t + 1 < pieces ? call.weight(0, head, t, t + 1) : 0,
            t > 0 ? call.weight(0, head, t, t - 1) : 0);
      }
    }
  }

  private List<HeadProfile> heads() {
    List<HeadProfile> heads = new ArrayList<>();
    for (int layer = 0; layer < sums.length; layer++) {
      for (int head = 0; head < sums[layer].length; head++) {
        heads.add(sums[layer][head].mean(new Head(layer, head), queries));
      }
    }
    return heads;
  }
}
