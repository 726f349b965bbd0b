package io.blick.lens.report.heads;

import io.blick.lens.argument.Required;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.corpus.TextLines;
import io.blick.lens.report.request.InputFile;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A request for what each head does on average, over texts.
 *
 * @param source the texts, or the file that has them
 * @param window the pieces from which on a text is run in windows of so many; empty if a text that
 *     does not fit the model is refused, or skipped in a file
 */
public record ProfileRequest(Source source, OptionalInt window) {

  /** Checks that there is a source. */
  public ProfileRequest {
    Required.of("profile", "source", source);
    Required.of("profile", "window", window);
  }

  /** Asks about texts that fit the model. */
  public ProfileRequest(Source source) {
    this(source, OptionalInt.empty());
  }

  /** Asks the same with windows of so many pieces. */
  public ProfileRequest withWindow(int pieces) {
    return new ProfileRequest(source, OptionalInt.of(pieces));
  }

  /** The texts, or the file that has them. */
  public sealed interface Source {}

  /**
   * Texts, each of which must fit the model.
   *
   * @param all at least one
   */
  public record Texts(List<String> all) implements Source {
    /** Copies the list. */
    public Texts {
      all = Required.all("profile", "texts", all);
      if (all.isEmpty()) {
        throw CorpusException.lacking("profile", "at least one text", "none");
      }
    }
  }

  /**
   * A file of which each line is a text. A line that is too long for the model is skipped and
   * counted, an empty line is passed over.
   *
   * @param file in UTF-8
   */
  public record Corpus(Path file) implements Source {
    /** Checks that there is a file. */
    public Corpus {
      Required.of("profile", "file", file);
    }
  }

  /** Asks about texts, at least one. */
  public static ProfileRequest ofTexts(List<String> texts) {
    return new ProfileRequest(new Texts(texts));
  }

  /** Asks about a file of which each line is a text. */
  public static ProfileRequest ofCorpus(Path file) {
    return new ProfileRequest(new Corpus(file));
  }

  /**
   * Counts the texts, without a model.
   *
   * @throws io.blick.lens.report.RequestException if there is no such file
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public CheckedRequest<ProfileRequest> checked() {
    return switch (source) {
      case Texts(List<String> all) -> new CheckedRequest<>(this, OptionalLong.of(all.size()));
      case Corpus(Path file) -> {
        InputFile.check("corpus", file);
        yield new CheckedRequest<>(this, TextLines.count(file));
      }
    };
  }
}
