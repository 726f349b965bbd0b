package io.blick.lens.report.heads;

import io.blick.core.tensor.Parallel;
import io.blick.lens.argument.Required;
import io.blick.lens.looks.Looks;
import io.blick.lens.looks.NearLooks;
import io.blick.lens.report.Progress;
import io.blick.lens.report.Result;
import io.blick.lens.report.request.Notes;
import io.blick.lens.report.request.RequestedHeads;
import io.blick.lens.report.request.Threads;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.Reading;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * The looks of each head over a treebank.
 *
 * @param looks the numbers
 * @param head the head that text shows whole
 * @param near the places at which it gives what it gives at a word
 * @param notes what a reader should know beside the numbers
 */
public record LooksResult(
    Looks looks, Optional<Head> head, Optional<NearLooks> near, List<String> notes)
    implements Result {

  /** Checks that there is each. */
  public LooksResult {
    Required.of("looks", "numbers", looks);
    Required.of("looks", "head", head);
    Required.of("looks", "near places", near);
    notes = List.copyOf(notes);
  }

  /**
   * Measures on all cores.
   *
   * @param progress receives how many sentences are done
   * @throws io.blick.lens.corpus.CorpusException if a line is bad, a file has no sentence, or no
   *     sentence can be measured
   * @throws io.blick.lens.report.RequestException if there is no such file or head, or if a file
   *     can be read only once
   * @throws io.blick.lens.trace.TextException if the model cannot run the text, or if the text has
   *     no such word
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static LooksResult of(TextModel model, LooksRequest request, Progress progress) {
    return of(new Threads.Own(), model, checked(model, request, progress), progress);
  }

  /**
   * Does the same on the caller's threads, which stay open.
   *
   * @throws io.blick.lens.corpus.CorpusException if a line is bad, a file has no sentence, or no
   *     sentence can be measured
   * @throws io.blick.lens.report.RequestException if there is no such file or head, or if a file
   *     can be read only once
   * @throws io.blick.lens.trace.TextException if the model cannot run the text, or if the text has
   *     no such word
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static LooksResult of(
      Parallel threads, TextModel model, LooksRequest request, Progress progress) {
    return of(Threads.of("looks", threads), model, checked(model, request, progress), progress);
  }

  private static CheckedRequest<LooksRequest> checked(
      TextModel model, LooksRequest request, Progress progress) {
    CheckedRequest.require("looks", model, request, progress);
    return request.checked();
  }

  /** Measures on all cores, like the method above, what a checked request asks for. */
  public static LooksResult of(
      TextModel model, CheckedRequest<LooksRequest> checked, Progress progress) {
    return of(new Threads.Own(), model, checked, progress);
  }

  private static LooksResult of(
      Threads threads, TextModel model, CheckedRequest<LooksRequest> checked, Progress progress) {
    CheckedRequest.require("looks", model, checked, progress);
    LooksRequest request = checked.request();
    request.head().ifPresent(head -> RequestedHeads.check(model, head));
    List<Head> exampled = request.head().map(List::of).orElseGet(() -> Head.all(model));
    var notes = new Notes();
    // What is wrong with the text should be told before the corpus runs.
    Optional<NearWord> word = request.near().map(near -> NearWord.of(model, near, notes));
    return threads.forMany(all -> {
      try (Progress.Counter counter = progress.count("sentences", checked.size())) {
        Looks looks = Looks.on(all, model, request.files(), exampled, request.examples(), counter);
        return new LooksResult(
            looks, request.head(), word.map(one -> one.near(all, model, request)), notes.all());
      }
    });
  }

  /** A word of a text that was read. */
  private record NearWord(Reading reading, int index) {
    static NearWord of(TextModel model, LooksRequest.Near near, Notes notes) {
      Reading reading = Reading.of(model, near.text());
      notes.addDecomposed(model, reading);
      return new NearWord(reading, notes.find(reading.units(Granularity.WORDS), near.word()));
    }

    NearLooks near(Parallel threads, TextModel model, LooksRequest request) {
      int most = request.examples() > 0 ? request.examples() : LooksRequest.NEAR;
      return NearLooks.on(
          threads, model, request.files(), request.head().orElseThrow(), reading, index, most);
    }
  }

  /** Returns a line for each head, or what one head looks at. */
  @Override
  public String text(Terminal terminal) {
    var text = new LooksText(looks, terminal);
    return head.isPresent() ? text.ofHead(looks.of(head.get()), near) : text.ofAll();
  }

  @Override
  public void json(OutputStream out) throws IOException {
    LooksJson.write(this, out);
  }

  /**
   * Writes a row for each head, each part of speech that looks, and each thing looked at, or where
   * near places were asked for a row for each of those.
   */
  @Override
  public void tsv(OutputStream out) throws IOException {
    if (head.isPresent() && near.isPresent()) {
      NearTable.of(head.get(), near.get()).tsv(out);
    } else {
      LooksTables.programs(looks).tsv(out);
    }
  }
}
