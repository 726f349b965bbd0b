package io.blick.lens.report.heads;

import io.blick.lens.corpus.TextLines;
import io.blick.lens.report.request.InputFile;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * Asks what each head does on average, over texts.
 *
 * @param source where the texts are
 */
public record ProfileRequest(Source source) {

  /** Where texts are. */
  public sealed interface Source {}

  /**
   * Texts, each of which must fit the model.
   *
   * @param all at least one
   */
  public record Texts(List<String> all) implements Source {
    /** Copies the list. */
    public Texts {
      all = List.copyOf(all);
      if (all.isEmpty()) {
        throw new IllegalArgumentException("profile: there must be at least one text; got none");
      }
    }
  }

  /**
   * A file of which each line is a text; one that does not fit the model is counted, an empty one
   * is passed over.
   *
   * @param file in UTF-8
   */
  public record Corpus(Path file) implements Source {}

  /** Asks of texts, at least one. */
  public static ProfileRequest ofTexts(List<String> texts) {
    return new ProfileRequest(new Texts(texts));
  }

  /** Asks of a file of which each line is a text. */
  public static ProfileRequest ofCorpus(Path file) {
    return new ProfileRequest(new Corpus(file));
  }

  /**
   * Counts the texts, without a model.
   *
   * @throws io.blick.lens.report.RequestException if there is no such file
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public Checked<ProfileRequest> checked() {
    return switch (source) {
      case Texts(List<String> all) -> new Checked<>(this, OptionalLong.of(all.size()));
      case Corpus(Path file) -> {
        InputFile.check("corpus", file);
        yield new Checked<>(this, TextLines.count(file));
      }
    };
  }
}
