package io.blick.lens.corpus;

import io.blick.lens.argument.Required;
import io.blick.lens.corpus.GapExample.Mention;
import io.blick.lens.text.Visible;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A file of examples in the tab-separated form of GAP (Webster et al. 2018, arXiv 1810.05201), read
 * one at a time. The first line names the columns, of which ten are read and must be there. Offsets
 * count Unicode code points, as in GAP's own scripts; that each mention is in the text at its
 * offset is checked.
 */
public final class GapFile implements Iterator<GapExample>, AutoCloseable {
  /** The columns that are read. */
  static final List<String> COLUMNS = List.of(
      "ID",
      "Text",
      "Pronoun",
      "Pronoun-offset",
      "A",
      "A-offset",
      "A-coref",
      "B",
      "B-offset",
      "B-coref");

  private static final String TAB = "\t";
  private static final int MOST_DIGITS = 9;

  private final TextLines lines;
  private final Map<String, Integer> columns = new HashMap<>();
  private final int columnCount;

  private GapFile(TextLines lines, Path file) {
    this.lines = lines;
    this.columnCount = readHeader(file);
  }

  /**
   * Opens a file.
   *
   * @throws CorpusException if it lacks one of the columns, or has no example
   * @throws UncheckedIOException if it cannot be read
   */
  public static GapFile open(Path file) {
    Required.of("gap", "file", file);
    TextLines lines = TextLines.open("gap", file);
    try {
      return new GapFile(lines, file);
    } catch (CorpusException | UncheckedIOException wrong) {
      lines.close();
      throw wrong;
    }
  }

  private static CorpusException noExample(Path file) {
    return CorpusException.lacking(
        "gap", "at least one example", "none in " + Visible.text(file.toString()));
  }

  private int readHeader(Path file) {
    if (!lines.hasNext()) {
      throw noExample(file);
    }
    String[] names = lines.next().split(TAB, -1);
    for (int i = 0; i < names.length; i++) {
      if (columns.putIfAbsent(names[i], i) != null && COLUMNS.contains(names[i])) {
        throw lines.error("the first line must name each column once; got %s twice"
            .formatted(QuotedText.of(names[i])));
      }
    }
    List<String> missing =
        COLUMNS.stream().filter(name -> !columns.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw lines.error("the first line must name the columns %s; %s"
          .formatted(
              String.join(", ", COLUMNS),
              missing.equals(COLUMNS)
                  ? "got none of them"
                  : "missing " + String.join(", ", missing)));
    }
    if (!lines.hasNext()) {
      throw noExample(file);
    }
    return names.length;
  }

  @Override
  public boolean hasNext() {
    return lines.hasNext();
  }

  /**
   * Returns the next example.
   *
   * @throws CorpusException if the line is no example
   */
  @Override
  public GapExample next() {
    String[] cells = lines.next().split(TAB, -1);
    if (cells.length != columnCount) {
      throw lines.error("it must have %d columns, as the first line has; got %d"
          .formatted(columnCount, cells.length));
    }
    String text = cell(cells, "Text");
    Mention pronoun = mention(cells, "Pronoun", text);
    Mention a = mention(cells, "A", text);
    Mention b = mention(cells, "B", text);
    requireApart("Pronoun", pronoun, "A", a);
    requireApart("Pronoun", pronoun, "B", b);
    requireApart("A", a, "B", b);
    return new GapExample(
        cell(cells, "ID"), text, pronoun, a, truth(cells, "A-coref"), b, truth(cells, "B-coref"));
  }

  // A head cannot choose between two mentions of the same characters.
  private void requireApart(String first, Mention one, String second, Mention other) {
    if (one.start() < other.end() && other.start() < one.end()) {
      throw lines.error("%s and %s must stand at different places; got %s and %s, which overlap"
          .formatted(first, second, QuotedText.of(one.text()), QuotedText.of(other.text())));
    }
  }

  private String cell(String[] cells, String column) {
    return cells[columns.getOrDefault(column, 0)];
  }

  private Mention mention(String[] cells, String column, String text) {
    String name = cell(cells, column);
    if (name.codePoints().allMatch(QuotedText::isUnseen)) {
      throw lines.error("%s must not be empty; got %s".formatted(column, QuotedText.of(name)));
    }
    int start = start(cell(cells, column + "-offset"), column, text);
    if (!text.startsWith(name, start)) {
      throw lines.error("%s must stand in Text at %s-offset; got %s, and there stands %s"
          .formatted(column, column, QuotedText.of(name), QuotedText.of(text.substring(start))));
    }
    return new Mention(name, start);
  }

  private int start(String offset, String column, String text) {
    int most = text.codePointCount(0, text.length());
    boolean number = !offset.isEmpty()
        && offset.length() <= MOST_DIGITS
        && offset.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!number || Integer.parseInt(offset) > most) {
      throw lines.error("%s-offset must be a whole number from 0 to %d, the length of Text; got %s"
          .formatted(column, most, QuotedText.of(offset)));
    }
    return text.offsetByCodePoints(0, Integer.parseInt(offset));
  }

  private boolean truth(String[] cells, String column) {
    String value = cell(cells, column);
    return switch (value) {
      case "TRUE" -> true;
      case "FALSE" -> false;
      default ->
        throw lines.error(
            "%s must be TRUE or FALSE; got %s".formatted(column, QuotedText.of(value)));
    };
  }

  @Override
  public void close() {
    lines.close();
  }
}
