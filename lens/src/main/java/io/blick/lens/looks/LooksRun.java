package io.blick.lens.looks;

import io.blick.core.attention.AttentionCall;
import io.blick.core.tensor.Parallel;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.run.TreebankBatches;
import io.blick.lens.run.TreebankSentence;
import io.blick.lens.trace.Head;
import io.blick.models.text.TextModel;
import io.blick.models.token.Piece;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** The measurement of {@link Looks}: the sums of each head over a run of the corpus. */
final class LooksRun implements CorpusPasses.Visitor {
  private static final int FORMS_SHOWN = 10;

  private final Parallel threads;
  private final TextModel model;
  private final Vocabulary vocabulary;
  private final List<HeadTally> tallies = new ArrayList<>();
  private final long[] words;
  private final int[] occurrences;
  private List<String> added = List.of();
  private long sentences;

  LooksRun(Parallel threads, TextModel model, Vocabulary vocabulary) {
    this.threads = threads;
    this.model = model;
    this.vocabulary = vocabulary;
    this.words = new long[vocabulary.parts().size()];
    this.occurrences = new int[vocabulary.forms().size()];
  }

  /** Measures a corpus. */
  Looks of(List<Path> files, LongConsumer progress) {
    long skipped = new CorpusPasses(threads, model, vocabulary).run(files, progress, this);
    if (sentences == 0) {
      throw CorpusException.lacking(
          "looks",
          "at least one sentence of at most %d pieces".formatted(TreebankBatches.MOST_PIECES),
          "none of " + skipped);
    }
    return looks(skipped);
  }

  @Override
  public void begin(TreebankSentence sentence, SentenceFrame frame) {
    if (sentences == 0) {
      makeTallies(sentence, frame);
    }
    sentences++;
    HeadTally uniform = tallies.getLast();
    for (int word = 0; word < frame.words(); word++) {
      words[frame.part(word)]++;
      if (frame.form(word) >= 0) {
        occurrences[frame.form(word)]++;
      }
      uniform.add(frame, word, frame.uniform());
    }
  }

  @Override
  public void look(TreebankSentence sentence, SentenceFrame frame, int head, AttentionCall call) {
    HeadTally tally = tallies.get(call.site().layer() * model.heads() + head);
    float[][] weights = call.weights(0, head);
    for (int word = 0; word < frame.words(); word++) {
      tally.add(frame, word, frame.row(weights, word));
    }
  }

  /** Makes the tallies, now that it is known how many pieces the model adds. */
  private void makeTallies(TreebankSentence sentence, SentenceFrame frame) {
    added = sentence.encoding().pieces().stream()
        .filter(piece -> piece instanceof Piece.Added)
        .map(Piece::text)
        .toList();
    // The last is the head that looks at all pieces alike.
    for (int head = 0; head <= model.layers() * model.heads(); head++) {
      tallies.add(new HeadTally(
          vocabulary.parts().size(), frame.added(), vocabulary.forms().size()));
    }
  }

  private Looks looks(long skipped) {
    List<Head> all = Head.all(model);
    List<HeadLooks> heads = new ArrayList<>();
    for (int head = 0; head < all.size(); head++) {
      HeadTally tally = tallies.get(head);
      heads.add(new HeadLooks(
          all.get(head),
          tally.all(words),
          tally.byPart(words),
          tally.forms(vocabulary.forms(), occurrences, FORMS_SHOWN),
          List.of()));
    }
    HeadTally uniform = tallies.getLast();
    return new Looks(
        model.name(),
        sentences,
        skipped,
        vocabulary.parts(),
        added,
        uniform.all(words),
        uniform.byPart(words),
        heads);
  }
}
