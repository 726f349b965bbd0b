package io.blick.lens.profile;

import io.blick.core.tensor.Parallel;
import io.blick.lens.argument.Required;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.trace.Reading;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import io.blick.models.token.Tokenizer;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongConsumer;

/**
 * The averages of each head over texts: how spread its weights are, how far it looks, and at what.
 * Each piece of each text counts alike as one that looks; those that the model adds are looked at,
 * but do not count as looking.
 *
 * @param model its name
 * @param texts those that were run
 * @param skipped those with more pieces than the model has positions
 * @param pieces the pieces that looked: those of the texts run, without what the model adds
 * @param heads by layer, then by head
 */
public record Profile(String model, int texts, int skipped, long pieces, List<HeadProfile> heads) {

  /** Copies the list. */
  public Profile {
    heads = List.copyOf(heads);
  }

  /**
   * Runs texts on all cores.
   *
   * @param texts those without any piece are passed over
   * @throws CorpusException if none of them has a piece and fits the model
   */
  public static Profile of(TextModel model, Iterator<String> texts) {
    Required.of("profile", "model", model);
    Required.of("profile", "texts", texts);
    try (Parallel cores = Parallel.ofCores()) {
      return on(cores, model, texts, _ -> {});
    }
  }

  /**
   * Runs texts on threads of the caller's. Memory does not depend on how many there are.
   *
   * @param texts those without any piece are passed over
   * @param done is told, now and then, how many are done
   * @throws CorpusException if none of them has a piece and fits the model
   */
  public static Profile on(
      Parallel threads, TextModel model, Iterator<String> texts, LongConsumer done) {
    return on(threads, model, texts, OptionalInt.empty(), done);
  }

  /**
   * Runs texts on threads of the caller's, the longer ones in windows. Each piece counts once, in
   * the window in which it stands farthest from both ends.
   *
   * @param texts those without any piece are passed over
   * @param window the pieces from which on a text is run in windows of so many; empty if a text
   *     that does not fit the model is skipped
   * @param done is told, now and then, how many are done
   * @throws CorpusException if none of them has a piece and can be run
   */
  public static Profile on(
      Parallel threads,
      TextModel model,
      Iterator<String> texts,
      OptionalInt window,
      LongConsumer done) {
    Required.of("profile", "threads", threads);
    Required.of("profile", "model", model);
    Required.of("profile", "texts", texts);
    Required.of("profile", "window", window);
    Required.of("profile", "progress", done);
    return new ProfileCount(model, window, done)
        .of(threads, new Encodings(model.tokenizer(), texts));
  }

  /**
   * Runs texts that are read already, on threads of the caller's.
   *
   * @param texts at least one, read by the same model
   * @throws CorpusException if there is none
   */
  public static Profile on(Parallel threads, TextModel model, List<Reading> texts) {
    return on(threads, model, texts, OptionalInt.empty());
  }

  /**
   * Runs texts that are read already, on threads of the caller's, the longer ones in windows.
   *
   * @param texts at least one, read by the same model
   * @param window the pieces from which on a text is run in windows of so many; empty if all fit
   * @throws CorpusException if there is none
   */
  public static Profile on(
      Parallel threads, TextModel model, List<Reading> texts, OptionalInt window) {
    Required.of("profile", "threads", threads);
    Required.of("profile", "model", model);
    Required.of("profile", "window", window);
    Iterator<Encoding> encodings =
        Required.all("profile", "texts", texts).stream().map(Reading::encoding).iterator();
    return new ProfileCount(model, window, _ -> {}).of(threads, encodings);
  }

  /** The pieces of texts, each cut when it is asked for. */
  private record Encodings(Tokenizer tokenizer, Iterator<String> texts)
      implements Iterator<Encoding> {
    @Override
    public boolean hasNext() {
      return texts.hasNext();
    }

    @Override
    public Encoding next() {
      return tokenizer.encode(Required.of("profile", "text", texts.next()));
    }
  }
}
