package io.blick.lens.corpus;

import io.blick.lens.corpus.LineReader.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A treebank in CoNLL-U, read sentence by sentence. Its words are the lines whose id is a plain
 * whole number; ranges ({@code 3-4}) and empty nodes ({@code 3.1}) are skipped, and so are
 * comments. Every line is checked: ten columns, none of them empty, spaces in FORM, LEMMA and MISC
 * alone, ids from 1 on, ranges and empty nodes at their places and out of the tree, a form not of
 * spaces alone, a head among the words or 0, a relation with a name, which is root where the head
 * is 0 and nowhere else, one root, and heads that form no circle. What enhanced dependencies and
 * all other columns say is not looked at.
 *
 * @see <a href="https://universaldependencies.org/format.html">the format</a>
 */
public final class Conllu implements AutoCloseable {
  private final Path file;
  private final LineReader lines;
  private final int wanted;

  private Conllu(Path file, LineReader lines, int wanted) {
    this.file = file;
    this.lines = lines;
    this.wanted = wanted;
  }

  /**
   * Opens a file.
   *
   * @param wanted of a sentence with more words only their number is told
   * @throws UncheckedIOException if it cannot be read
   */
  public static Conllu open(Path file, int wanted) {
    try {
      return new Conllu(file, LineReader.open(file), wanted);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * Returns what stands before the next blank line, if anything does.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public Optional<TreebankEntry> next() {
    try {
      Optional<Line> line = lines.next();
      while (line.isPresent() && (line.get().isBlank() || line.get().isComment())) {
        line = lines.next();
      }
      return line.isEmpty() ? Optional.empty() : Optional.of(block(line.get()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private TreebankEntry block(Line first) throws IOException {
    SentenceBuilder tree = new SentenceBuilder(wanted);
    for (Optional<Line> next = Optional.of(first);
        next.isPresent() && !next.get().isBlank();
        next = lines.next()) {
      Optional<Line.Bad> bad = taken(tree, next.get());
      if (bad.isPresent()) {
        return damaged(bad.get());
      }
    }
    return finished(tree, first);
  }

  /** Gives a line to the sentence; returns what is wrong with it, if anything is. */
  private static Optional<Line.Bad> taken(SentenceBuilder tree, Line line) {
    return switch (line) {
      case Line.Bad bad -> Optional.of(bad);
      case Line.Text(long number, String text) -> {
        try {
          if (!line.isComment()) {
            tree.add(ConlluLine.of(text), number);
          }
          yield Optional.empty();
        } catch (BadLine bad) {
          yield Optional.of(new Line.Bad(number, bad.reason()));
        }
      }
    };
  }

  private TreebankEntry finished(SentenceBuilder tree, Line first) {
    if (tree.isEmpty()) {
      return new TreebankEntry.Damaged(
          file, first.number(), "a sentence must have a word with an id of its own; got none");
    }
    return tree.fault()
        .<TreebankEntry>map(
            fault -> new TreebankEntry.Damaged(file, fault.number(), fault.reason()))
        .orElseGet(tree::block);
  }

  /** Leaves out the rest of a sentence. */
  private TreebankEntry damaged(Line.Bad bad) throws IOException {
    Optional<Line> line = lines.next();
    while (line.isPresent() && !line.get().isBlank()) {
      line = lines.next();
    }
    return new TreebankEntry.Damaged(file, bad.number(), bad.reason());
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
