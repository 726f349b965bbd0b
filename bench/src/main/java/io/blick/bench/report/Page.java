package io.blick.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of one machine's results, as Markdown holds it.
 *
 * @param title the title
 * @param introduction how it was measured: one paragraph or more
 * @param facts what it was measured on: values by their names, in their order
 * @param picture a picture in a file beside the page
 * @param tables the figures
 */
public record Page(
    String title,
    String introduction,
    Map<String, String> facts,
    Optional<Picture> picture,
    List<Table> tables) {
  private static final String SECTION = "\n## ";
  private static final Pattern HEAD = Pattern.compile(
      "# (?<title>[^\n]+)\n\n(?<introduction>.+?)\n\n(?<facts>(?:- [^\n]+: [^\n]+\n)+)"
          + "(?:\n!\\[(?<text>[^\n]+)]\\((?<file>[^\n]+)\\)\n)?",
      Pattern.DOTALL);

  /**
   * A picture in a file beside the page.
   *
   * @param text what it shows
   * @param file the name of the file
   */
  public record Picture(String text, String file) {

    /** Returns the picture in Markdown. */
    public String markdown() {
      return "![%s](%s)\n".formatted(text, file);
    }
  }

  /** Copies the lists. */
  public Page {
    // A copy that keeps the order.
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    tables = List.copyOf(tables);
  }

  /**
   * Reads a page back: {@code parse(page.markdown())} equals the page.
   *
   * @throws IllegalArgumentException if the text is not of this form
   */
  public static Page parse(String markdown) {
    int sections = markdown.indexOf(SECTION);
    Matcher head = HEAD.matcher(sections < 0 ? markdown : markdown.substring(0, sections));
    if (!head.matches()) {
      throw new IllegalArgumentException(
          "page: before the tables must stand a title, an introduction and facts");
    }
    Map<String, String> facts = new LinkedHashMap<>();
    head.group("facts").lines().forEach(line -> {
      String[] fact = line.substring(2).split(": ", 2);
      facts.put(fact[0], fact[1]);
    });
    List<Table> tables = new ArrayList<>();
    if (sections >= 0) {
      for (String section : markdown.substring(sections + SECTION.length()).split(SECTION, -1)) {
        tables.add(Table.parse(section));
      }
    }
    return new Page(
        head.group("title"),
        head.group("introduction"),
        facts,
        Optional.ofNullable(head.group("text")).map(text -> new Picture(text, head.group("file"))),
        tables);
  }

  /** Returns the page in Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder("# " + title + "\n\n" + introduction + "\n\n");
    facts.forEach((name, value) -> text.append("- %s: %s\n".formatted(name, value)));
    picture.ifPresent(shown -> text.append('\n').append(shown.markdown()));
    tables.forEach(table -> text.append('\n').append(table.markdown()));
    return text.toString();
  }
}
