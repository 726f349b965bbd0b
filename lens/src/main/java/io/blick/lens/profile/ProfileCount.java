package io.blick.lens.profile;

import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.Statistics;
import io.blick.core.tensor.Parallel;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.run.BatchedPasses;
import io.blick.lens.trace.Head;
import io.blick.lens.window.Windows;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/** The measurement of {@link Profile}: texts go through the model a window at a time. */
final class ProfileCount implements BatchedPasses.Visitor {
  /** Texts, or windows of texts, that are read before they run together. */
  private static final int WINDOW = 256;

  private final TextModel model;
  private final LongConsumer done;
  private final ProfileSums[][] sums;
  private final OptionalInt most;
  private final List<Encoding> window = new ArrayList<>();
  // Of each text of the window the pieces that count as looking.
  private final List<int[]> looking = new ArrayList<>();
  private final List<PassStatistics> statistics = new ArrayList<>();
  private long read;
  private int texts;
  private int skipped;
  private long queries;
  private long runs;

  /**
   * Begins without texts.
   *
   * @param most the pieces from which on a text is run in windows; empty if it is skipped where it
   *     does not fit
   */
  ProfileCount(TextModel model, OptionalInt most, LongConsumer done) {
    this.model = model;
    this.most = most;
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
        long before = runs;
        add(source.next(), passes);
        if (!source.hasNext()) {
          run(passes);
        }
        if (runs > before) {
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

  private void add(Encoding encoding, BatchedPasses passes) {
    read++;
    if (own(encoding).length == 0) {
      return;
    }
    if (most.isPresent() && encoding.pieces().size() > most.getAsInt()) {
      Windows windows = Windows.of(encoding, most.getAsInt());
      for (int i = 0; i < windows.all().size(); i++) {
        add(
            windows.encoding(i),
            windows.counted(i).stream().mapToInt(piece -> piece).toArray(),
            passes);
      }
    } else if (model.fits(encoding.pieces().size())) {
      add(encoding, own(encoding), passes);
    } else {
      skipped++;
      return;
    }
    texts++;
  }

  private void add(Encoding encoding, int[] pieces, BatchedPasses passes) {
    queries += pieces.length;
    window.add(encoding);
    looking.add(pieces);
    statistics.add(PassStatistics.of(encoding, model.heads()));
    // One text may have any number of windows.
    if (window.size() >= WINDOW) {
      run(passes);
    }
  }

  private void run(BatchedPasses passes) {
    passes.run(window, this);
    window.clear();
    looking.clear();
    statistics.clear();
    runs++;
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
    int[] own = looking.get(text);
    for (int head = 0; head < model.heads(); head++) {
      ProfileSums headSums = sums[call.site().layer()][head];
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
