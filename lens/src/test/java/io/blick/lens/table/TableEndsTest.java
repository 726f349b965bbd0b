package io.blick.lens.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.lens.draw.TextPage;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableEndsTest {

  @ParameterizedTest
  @CsvSource({
    "2, 1, 'n|1|2|… 3 more|6|'",
    "3, 0, 'n|1|2|3|… 3 more|'",
    "3, 2, 'n|1|2|3|… 1 more|5|6|'",
    "4, 2, 'n|1|2|3|4|5|6|'",
    "7, 5, 'n|1|2|3|4|5|6|'"
  })
  void a_long_table_says_how_many_rows_are_left_out(int first, int last, String text) {
    var lines = new TextPage(80);
    Table<Integer> table = new Table<>(
        List.of(Column.count("n", n -> n)), IntStream.rangeClosed(1, 6).boxed().toList());

    table.ends(lines, new Terminal(Colours.none(), 80), first, last, "… %d more"::formatted);

    assertThat(lines.toString().replace('\n', '|')).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 'n|1|… 1 more|3|… 2 more|6|'",
    "1, 0, 'n|1|… 1 more|3|… 3 more|'",
    "2, 3, 'n|1|2|3|4|5|6|'",
    "0, 0, 'n|… 2 more|3|… 3 more|'"
  })
  void a_row_that_is_asked_for_stands_where_it_is(int first, int last, String text) {
    var lines = new TextPage(80);
    Table<Integer> table = new Table<>(
        List.of(Column.count("n", n -> n)), IntStream.rangeClosed(1, 6).boxed().toList());
    var terminal = new Terminal(Colours.none(), 80);

    table.ends(lines, terminal, first, last, n -> n == 3, "… %d more"::formatted);

    assertThat(lines.toString().replace('\n', '|')).isEqualTo(text);
  }
}
