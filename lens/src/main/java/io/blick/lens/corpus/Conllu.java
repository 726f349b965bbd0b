package io.blick.lens.corpus;

import io.blick.lens.argument.Required;
import io.blick.lens.corpus.LineReader.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A treebank in CoNLL-U, read sentence by sentence. Its words are the lines whose id is a plain
 * whole number; ranges ({@code 3-4}), empty nodes ({@code 3.1}) and comments are skipped. Every
 * line is checked: ten columns, none of them empty; spaces only in FORM, LEMMA and MISC; ids from 1
 * on; ranges and empty nodes at their places and outside the tree; a form that is not only spaces;
 * a head that is a word or 0; a relation with a name, which is root if and only if the head is 0;
 * one root; and heads that form no cycle. What the other columns say, enhanced dependencies
 * included, is not checked.
 *
 * @see <a href="https://universaldependencies.org/format.html">the format</a>
 */
public final class Conllu implements AutoCloseable {
  private static final Pattern ID = Pattern.compile("#\\s*sent_id\\s*=\\s*(\\S.{0,199}?)\\s*");

  private final Path file;
  private final LineReader reader;
  private final int mostWords;
  private Optional<String> id = Optional.empty();

  private Conllu(Path file, LineReader reader, int mostWords) {
    this.file = file;
    this.reader = reader;
    this.mostWords = mostWords;
  }

  /**
   * Opens a file.
   *
   * @param mostWords the words of a longer sentence are counted and checked, but not kept
   * @throws UncheckedIOException if it cannot be read
   */
  public static Conllu open(Path file, int mostWords) {
    Required.of("treebank", "file", file);
    try {
      return new Conllu(file, LineReader.open(file), mostWords);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * Returns the next entry, up to a blank line; empty at the end of the file.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public Optional<TreebankEntry> next() {
    try {
      id = Optional.empty();
      Optional<Line> line = reader.next();
      while (line.isPresent() && (line.get().isBlank() || line.get().isComment())) {
        note(line.get());
        line = reader.next();
      }
      return line.isEmpty() ? Optional.empty() : Optional.of(entry(line.get()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Notes the id of the sentence that follows, if a line names one. */
  private void note(Line line) {
    if (line instanceof Line.Text named) {
      Matcher matcher = ID.matcher(named.text());
      id = matcher.matches() ? Optional.of(matcher.group(1)) : id;
    }
  }

  private TreebankEntry entry(Line first) throws IOException {
    SentenceBuilder sentence = new SentenceBuilder(mostWords);
    for (Optional<Line> next = Optional.of(first);
        next.isPresent() && !next.get().isBlank();
        next = reader.next()) {
      Optional<Line.Malformed> malformed = add(next.get(), sentence);
      if (malformed.isPresent()) {
        skipSentence();
        return damaged(malformed.get());
      }
    }
    return entry(sentence, first);
  }

  /** Adds a line to the sentence; returns the line with a reason if it is malformed. */
  private static Optional<Line.Malformed> add(Line line, SentenceBuilder sentence) {
    return switch (line) {
      case Line.Malformed malformed -> Optional.of(malformed);
      case Line.Text(long number, String text) -> {
        try {
          if (!line.isComment()) {
            sentence.add(ConlluLine.of(text), number);
          }
          yield Optional.empty();
        } catch (BadLine bad) {
          yield Optional.of(new Line.Malformed(number, bad.reason()));
        }
      }
    };
  }

  private TreebankEntry entry(SentenceBuilder sentence, Line first) {
    if (sentence.isEmpty()) {
      return new TreebankEntry.Damaged(
          file, first.number(), "a sentence must have a word with an id of its own; got none");
    }
    return sentence.fault().<TreebankEntry>map(this::damaged).orElseGet(() -> sentence.build(id));
  }

  private void skipSentence() throws IOException {
    Optional<Line> line = reader.next();
    while (line.isPresent() && !line.get().isBlank()) {
      line = reader.next();
    }
  }

  private TreebankEntry damaged(Line.Malformed line) {
    return new TreebankEntry.Damaged(file, line.number(), line.reason());
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
