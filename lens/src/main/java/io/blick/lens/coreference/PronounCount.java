package io.blick.lens.coreference;

import io.blick.core.attention.AttentionCall;
import io.blick.core.tensor.Parallel;
import io.blick.lens.argument.Required;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.corpus.GapExample;
import io.blick.lens.run.BatchedPasses;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** The measurement of {@link Pronouns}: examples go through the model a window at a time. */
final class PronounCount {
  /** Examples that are read before they run together. */
  private static final int WINDOW = 256;

  private final TextModel model;
  private final LongConsumer done;
  private final NameCounter all;
  private final NameCounter odd;
  private final NameCounter even;
  private final Map<Gender, NameCounter> byGender = new EnumMap<>(Gender.class);
  private final List<PronounCase> window = new ArrayList<>();
  private final List<List<NameCounter>> counters = new ArrayList<>();
  private int examples;
  private int skipped;
  private int ambiguous;
  private int ran;

  PronounCount(TextModel model, LongConsumer done) {
    this.model = model;
    this.done = done;
    this.all = counter();
    this.odd = counter();
    this.even = counter();
  }

  private NameCounter counter() {
    return new NameCounter(model.layers(), model.heads());
  }

  Pronouns of(Parallel threads, Iterator<GapExample> source) {
    try (var passes = new BatchedPasses(threads, model)) {
      while (source.hasNext()) {
        add(Required.of("pronouns", "example", source.next()));
        if (window.size() == WINDOW || !source.hasNext()) {
          run(passes);
        }
      }
    }
    NameHits hits = all.hits();
    if (hits.cases() == 0) {
      throw CorpusException.lacking(
          "pronouns",
          "at least one example that fits, with exactly one right name",
          "none of " + examples);
    }
    List<Pronouns.OfGender> genders = byGender.entrySet().stream()
        .map(one -> new Pronouns.OfGender(one.getKey(), one.getValue().hits()))
        .toList();
    return new Pronouns(
        model.name(), examples, skipped, ambiguous, hits, odd.hits(), even.hits(), genders);
  }

  private void add(GapExample example) {
    examples++;
    if (!example.decided()) {
      ambiguous++;
      return;
    }
    Encoding encoding = model.tokenizer().encode(example.text());
    if (!model.fits(encoding.pieces().size())) {
      skipped++;
      return;
    }
    PronounCase.of(example, encoding).ifPresentOrElse(one -> add(example, one), () -> skipped++);
  }

  private void add(GapExample example, PronounCase one) {
    NameCounter half = (examples - skipped) % 2 == 1 ? odd : even;
    NameCounter gender =
        byGender.computeIfAbsent(Gender.of(example.pronoun().text()), _ -> counter());
    List<NameCounter> counted = List.of(all, half, gender);
    counted.forEach(counter -> counter.add(one));
    window.add(one);
    counters.add(counted);
  }

  private void run(BatchedPasses passes) {
    // What was not run, for whatever reason, is done too.
    int before = examples - window.size();
    ran = 0;
    passes.run(window.stream().map(PronounCase::encoding).toList(), (text, call) -> {
      attended(text, call);
      if (call.site().layer() == model.layers() - 1) {
        ran++;
        done.accept((long) before + ran);
      }
    });
    window.clear();
    counters.clear();
    done.accept(examples);
  }

  private void attended(int text, AttentionCall call) {
    PronounCase one = window.get(text);
    for (int head = 0; head < model.heads(); head++) {
      double[] sums = new double[call.k().size(1)];
      for (int t : one.pronoun()) {
        float[] weights = call.weights(0, head, t);
        for (int s = 0; s < sums.length; s++) {
          sums[s] += weights[s];
        }
      }
      if (one.isHit(sums)) {
        int at = head;
        counters.get(text).forEach(counter -> counter.hit(call.site().layer(), at));
      }
    }
  }
}
