package io.blick.lens.roles;

import io.blick.core.attention.AttentionCall;
import io.blick.core.tensor.Parallel;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.corpus.SyntacticWord;
import io.blick.lens.corpus.TreebankEntry;
import io.blick.lens.run.BatchedPasses;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** A measurement of {@link Roles}: sentences go through the model a window at a time. */
final class RolesRun implements AutoCloseable {
  /** Pieces of a sentence, those that the model adds included. */
  static final int MOST_PIECES = 128;

  /** Sentences that are read before they run: enough for full batches. */
  private static final int WINDOW = 256;

  private final Parallel threads;
  private final TextModel model;
  private final LongConsumer progress;
  private final BatchedPasses passes;
  private final SentencePieces pieces;
  private final RoleTable table;
  private final List<List<SyntacticWord>> sentences = new ArrayList<>();
  private final List<Encoding> encodings = new ArrayList<>();
  private long skipped;
  private long done;

  RolesRun(Parallel threads, TextModel model, RolesOptions options, LongConsumer progress) {
    this.threads = threads;
    this.model = model;
    this.progress = progress;
    this.passes = new BatchedPasses(threads, model);
    this.pieces = new SentencePieces(model.tokenizer());
    this.table = new RoleTable(options.subtypes(), model);
  }

  /** Takes what stands next in the corpus. */
  void take(TreebankEntry entry) {
    switch (entry) {
      case TreebankEntry.Sentence(List<SyntacticWord> words) -> take(words);
      case TreebankEntry.Oversized _, TreebankEntry.Damaged _ -> skip();
    }
  }

  private void take(List<SyntacticWord> words) {
    Encoding encoding = pieces.encode(words.stream().map(SyntacticWord::form).toList());
    int size = encoding.pieces().size();
    if (size > MOST_PIECES || !model.fits(size)) {
      skip();
      return;
    }
    sentences.add(words);
    encodings.add(encoding);
    if (sentences.size() == WINDOW) {
      measure();
    }
  }

  private void skip() {
    skipped++;
    tick();
  }

  private void tick() {
    done++;
    progress.accept(done);
  }

  private void measure() {
    int heads = model.layers() * model.heads();
    List<StrongestTargets> targets = new ArrayList<>();
    for (int i = 0; i < sentences.size(); i++) {
      targets.add(new StrongestTargets(
          encodings.get(i), pieces.first(), sentences.get(i).size(), heads));
    }
    passes.run(encodings, (text, call) -> look(targets.get(text), call));
    for (int i = 0; i < sentences.size(); i++) {
      table.add(sentences.get(i), targets.get(i));
    }
    sentences.clear();
    encodings.clear();
  }

  private void look(StrongestTargets targets, AttentionCall call) {
    int first = call.layer() * model.heads();
    threads.run((head, _) -> targets.take(first + head, call.weights(0, head)), model.heads());
    if (call.layer() == model.layers() - 1) {
      tick();
    }
  }

  /** Returns what was found; call it once. */
  Roles result() {
    if (!sentences.isEmpty()) {
      measure();
    }
    if (table.sentences() == 0) {
      throw CorpusException.lacking(
          "roles",
          "at least one sentence in order, of at most %d pieces".formatted(MOST_PIECES),
          "none of " + skipped);
    }
    return new Roles(model.name(), table.sentences(), skipped, table.words(), table.roles());
  }

  @Override
  public void close() {
    table.close();
    passes.close();
  }
}
