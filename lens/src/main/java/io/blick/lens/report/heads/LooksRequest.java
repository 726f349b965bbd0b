package io.blick.lens.report.heads;

import io.blick.lens.argument.Required;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.looks.Looks;
import io.blick.lens.report.RequestException;
import io.blick.lens.report.request.InputFile;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.Head;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A request for what each head looks at over a treebank.
 *
 * @param files the files of a treebank in CoNLL-U, at least one; together they are one corpus
 * @param head the head that text shows whole; all of them, a line each, if there is none
 * @param examples how many of the looks that are most typical of a head, from 0 on: of
 *     {@code head}, or of every head
 * @param near a word of a text; of the corpus those words are found at which {@code head} gives
 *     what is nearest to what it gives there, as many as {@code examples} says, or {@link #NEAR} if
 *     that is 0
 */
public record LooksRequest(
    List<Path> files, Optional<Head> head, int examples, Optional<Near> near) {
  /** Places near a word, unless {@code examples} says another number. */
  public static final int NEAR = 10;

  /** Copies the list, and checks that there is each. */
  public LooksRequest {
    files = Required.all("looks", "files", files);
    Required.of("looks", "head", head);
    Required.of("looks", "word to be near", near);
    if (near.isPresent() && head.isEmpty()) {
      throw new IllegalArgumentException("looks: what is near needs a head; got none");
    }
    if (files.isEmpty()) {
      throw CorpusException.lacking("looks", "at least one file", "none");
    }
    if (examples < 0) {
      throw new IllegalArgumentException(
          "looks: examples must be from 0 on; got %d".formatted(examples));
    }
  }

  /** Asks about heads without a word. */
  public LooksRequest(List<Path> files, Optional<Head> head, int examples) {
    this(files, head, examples, Optional.empty());
  }

  /**
   * A word.
   *
   * @param text the text that it stands in
   * @param word its name there
   */
  public record Near(String text, String word) {
    /** Checks that there is each. */
    public Near {
      Required.of("looks", "text", text);
      Required.of("looks", "word", word);
    }
  }

  /** Asks about all heads, without examples. */
  public static LooksRequest of(Path file) {
    return new LooksRequest(List.of(Required.of("looks", "file", file)), Optional.empty(), 0);
  }

  /**
   * Checks every line and counts the sentences, without a model.
   *
   * @throws CorpusException if a line is bad, or a file has no sentence
   * @throws RequestException if there is no such file, or if it can be read only once
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public CheckedRequest<LooksRequest> checked() {
    files.forEach(LooksRequest::requireAgain);
    return CheckedRequest.of(this, "corpus", files, () -> Looks.check(files));
  }

  private static void requireAgain(Path file) {
    InputFile.check("corpus", file);
    if (!Files.isRegularFile(file)) {
      throw new RequestException(
          "corpus",
          "must name a file that can be read more than once; got " + Visible.text(file.toString()));
    }
  }
}
