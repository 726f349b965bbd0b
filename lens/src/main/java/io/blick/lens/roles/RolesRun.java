package io.blick.lens.roles;

import io.blick.core.attention.AttentionCall;
import io.blick.core.tensor.Parallel;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.corpus.SentencePlace;
import io.blick.lens.corpus.TreebankEntry;
import io.blick.lens.run.BatchedPasses;
import io.blick.lens.run.Opening;
import io.blick.lens.run.TreebankBatches;
import io.blick.lens.run.TreebankSentence;
import io.blick.lens.trace.Head;
import io.blick.models.text.TextModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** A measurement of {@link Roles}: sentences go through the model a batch at a time. */
final class RolesRun implements AutoCloseable {
  private final Parallel threads;
  private final TextModel model;
  private final RolesOptions options;
  private final TreebankBatches batches;
  private final Pass asItIs;
  private final Optional<Pass> silenced;

  /** The model, as it is or with heads silenced, and what was counted of it. */
  private record Pass(BatchedPasses passes, RoleTable table) implements AutoCloseable {
    static Pass of(Parallel threads, TextModel model, RolesOptions options, int examples) {
      return of(options, model, examples, () -> new BatchedPasses(threads, model));
    }

    static Pass silenced(Parallel threads, TextModel model, RolesOptions options) {
      Set<Head> heads = Set.copyOf(options.silenced());
      return of(options, model, 0, () -> new BatchedPasses(threads, model, heads));
    }

    private static Pass of(
        RolesOptions options, TextModel model, int examples, Supplier<BatchedPasses> open) {
      BatchedPasses passes = open.get();
      return new Pass(
          passes, Opening.next(() -> new RoleTable(options, model, examples), passes::close));
    }

    @Override
    public void close() {
      try (passes) {
        table.close();
      }
    }
  }

  RolesRun(Parallel threads, TextModel model, RolesOptions options, LongConsumer progress) {
    this.threads = threads;
    this.model = model;
    this.options = options;
    this.batches = new TreebankBatches(model, progress, this::measure);
    this.asItIs = Pass.of(threads, model, options, options.examples());
    this.silenced = options.silenced().isEmpty()
        ? Optional.empty()
        : Optional.of(Opening.next(() -> Pass.silenced(threads, model, options), asItIs::close));
  }

  /** Takes what stands next in the corpus. */
  void take(SentencePlace place, TreebankEntry entry) {
    batches.take(place, entry);
  }

  private void measure(List<TreebankSentence> sentences) {
    silenced.ifPresent(pass -> measure(sentences, pass, () -> {}));
    measure(sentences, asItIs, batches::tick);
  }

  private void measure(List<TreebankSentence> sentences, Pass pass, Runnable done) {
    int heads = model.layers() * model.heads();
    List<StrongestTargets> targets = new ArrayList<>();
    sentences.forEach(sentence -> targets.add(new StrongestTargets(sentence.starts(), heads)));
    pass.passes.run(sentences.stream().map(TreebankSentence::encoding).toList(), (text, call) -> {
      look(targets.get(text), call);
      if (call.site().layer() == model.layers() - 1) {
        done.run();
      }
    });
    for (int i = 0; i < sentences.size(); i++) {
      pass.table.add(sentences.get(i), targets.get(i));
    }
  }

  private void look(StrongestTargets targets, AttentionCall call) {
    int first = call.site().layer() * model.heads();
    threads.run((head, _) -> targets.take(first + head, call.weights(0, head)), model.heads());
  }

  /** Returns what was found; call it once. */
  Roles result() {
    batches.end();
    RoleTable table = asItIs.table;
    if (table.sentences() == 0) {
      throw CorpusException.lacking(
          "roles",
          "at least one sentence in order, of at most %d pieces"
              .formatted(TreebankBatches.MOST_PIECES),
          "none of " + batches.skipped());
    }
    List<Role> roles = silenced.isPresent() ? table.roles(silenced.get().table) : table.roles();
    return new Roles(
        model.name(),
        table.sentences(),
        batches.skipped(),
        table.words(),
        roles,
        options.silenced());
  }

  @Override
  public void close() {
    try (asItIs) {
      silenced.ifPresent(Pass::close);
    }
  }
}
