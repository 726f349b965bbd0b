package io.blick.lens.looks;

import io.blick.core.attention.AttentionCall;
import io.blick.core.tensor.Parallel;
import io.blick.lens.argument.Required;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.corpus.SentenceText;
import io.blick.lens.run.BatchedPasses;
import io.blick.lens.run.TreebankSentence;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.Reading;
import io.blick.lens.vector.Cosine;
import io.blick.models.text.TextModel;
import java.nio.file.Path;
import java.util.List;

/**
 * The places of a corpus at which a head gives what it gives at one word of a text, as nearly as
 * possible: by the cosine of Σ weight · v, before the output projection, the mean over the word's
 * pieces (as exBERT finds neighbours: Hoover, Strobelt and Gehrmann 2020, arXiv 1910.05276).
 *
 * @param word the word of the text
 * @param places the nearest first; of equally near ones those that come first
 */
public record NearLooks(String word, List<NearLook> places) {

  /** Copies the list. */
  public NearLooks {
    Required.of("near", "word", word);
    places = Required.all("near", "places", places);
  }

  /**
   * Runs the text and then the corpus, on threads of the caller's.
   *
   * @param files of CoNLL-U; together one corpus
   * @param reading the text
   * @param word index of the word among the text's
   * @param most places, from 1 on
   * @throws CorpusException if a line is bad, a file has no sentence, or it changes meanwhile
   * @throws IllegalArgumentException if the model has no such head, the text no such word, or
   *     {@code most} is less than 1
   */
  public static NearLooks on(
      Parallel threads,
      TextModel model,
      List<Path> files,
      Head head,
      Reading reading,
      int word,
      int most) {
    Required.of("near", "threads", threads);
    Required.of("near", "model", model);
    Required.all("near", "files", files);
    Required.of("near", "head", head);
    Required.of("near", "text", reading);
    var units = reading.units(Granularity.WORDS);
    require(model, head, units.size(), word, most);
    double[][] wanted = new double[1][];
    try (var passes = new BatchedPasses(threads, model)) {
      passes.run(List.of(reading.encoding()), (_, call) -> {
        if (call.site().layer() == head.layer()) {
          wanted[0] = vector(call, head.head(), units.pieces(word));
        }
      });
    }
    var nearest = new Nearest<NearLook>(most);
    new CorpusPasses(threads, model, Vocabulary.of(files))
        .run(files, _ -> {}, (sentence, frame, index, call) -> {
          if (call.site().layer() == head.layer() && index == head.head()) {
            look(sentence, frame, index, call, wanted[0], nearest);
          }
        });
    return new NearLooks(units.label(word), nearest.all());
  }

  private static void require(TextModel model, Head head, int words, int word, int most) {
    if (head.layer() >= model.layers() || head.head() >= model.heads()) {
      throw new IllegalArgumentException("near: head must be from 1-1 to %d-%d; got %s"
          .formatted(model.layers(), model.heads(), head.name()));
    }
    if (word < 0 || word >= words) {
      throw new IllegalArgumentException(
          "near: word must be from 0 to %d; got %d".formatted(words - 1, word));
    }
    if (most < 1) {
      throw new IllegalArgumentException("near: most must be from 1 on; got " + most);
    }
  }

  private static void look(
      TreebankSentence sentence,
      SentenceFrame frame,
      int head,
      AttentionCall call,
      double[] wanted,
      Nearest<NearLook> nearest) {
    float[][] weights = call.weights(0, head);
    for (int word = 0; word < frame.words(); word++) {
      List<Integer> pieces =
          sentence.encoding().words().get(sentence.first() + word).pieces();
      double cosine = Cosine.of(vector(call, head, pieces), wanted);
      if (nearest.wants(-cosine)) {
        double[] row = frame.row(weights, word);
        int looked = frame.most(row, word);
        SentenceText text = SentenceText.of(sentence.words());
        nearest.add(
            -cosine, new NearLook(sentence.place(), text, word, looked, row[looked], cosine));
      }
    }
  }

  /** Returns what a head gives, the mean over some pieces (D). */
  private static double[] vector(AttentionCall call, int head, List<Integer> pieces) {
    int heads = call.output().size(2);
    int dim = call.output().size(3);
    double[] mean = new double[dim];
    for (int piece : pieces) {
      float[] output = call.output().floats(((long) piece * heads + head) * dim, dim);
      for (int d = 0; d < dim; d++) {
        mean[d] += (double) output[d] / pieces.size();
      }
    }
    return mean;
  }
}
