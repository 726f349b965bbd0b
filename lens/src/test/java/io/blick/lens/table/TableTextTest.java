package io.blick.lens.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.lens.draw.TextPage;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableTextTest {
  private static final List<String> WORDS = List.of("ant", "antelope", "bee");

  /** A table of three columns of eight: 28 columns wide with gaps of two. */
  private static Table<String> table() {
    List<Column<String>> columns = IntStream.range(0, 3)
        .mapToObj(i -> Column.<String>text("column " + i, word -> word))
        .toList();
    return new Table<>(columns, WORDS);
  }

  private static Terminal terminal(int columns) {
    return new Terminal(Colours.none(), columns);
  }

  private static String text(int columns) {
    var lines = new TextPage(columns);
    table().text(lines, terminal(columns));
    return lines.toString();
  }

  @Test
  void columns_stand_two_apart_and_one_where_two_are_too_wide() {
    assertThat(text(28)).startsWith("column 0  column 1  column 2\nant       ant       ant\n");
    assertThat(text(27)).startsWith("column 0 column 1 column 2\nant      ant      ant\n");
  }

  @Test
  void each_group_has_headings_and_all_have_the_same_widths() {
    var lines = new TextPage(28);

    table().text(lines, terminal(28), word -> word.charAt(0));

    assertThat(lines).hasToString("""
        column 0  column 1  column 2
        ant       ant       ant
        antelope  antelope  antelope

        column 0  column 1  column 2
        bee       bee       bee
        """);
  }
}
