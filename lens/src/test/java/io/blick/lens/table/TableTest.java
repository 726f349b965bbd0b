package io.blick.lens.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.lens.draw.TextPage;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Columns;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.Head;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {

  record Row(String word, Head head, double weight, OptionalDouble other) {}

  private static final List<Column<Row>> COLUMNS = List.of(
      Column.text("word", Row::word),
      Column.head(Row::head),
      Column.<Row>number("weight", 2, Row::weight).bar(Row::weight),
      Column.<Row>maybe("other", 1, Row::other).named("the other"),
      Column.<Row>count("length", row -> row.word.length()).forPrograms(),
      Column.<Row>signed("change", 1, row -> row.weight - 0.5).forPeople());

  private static final Table<Row> TABLE = new Table<>(
      COLUMNS,
      List.of(
          new Row("猫が", new Head(8, 10), 0.2656, OptionalDouble.of(-3.04)),
          new Row("a\tb\n\\\u001b<", new Head(0, 0), 1, OptionalDouble.empty())));

  @Test
  void text_has_columns_for_people_side_by_side() {
    assertThat(text(new Terminal(Colours.none(), 80))).isEqualTo("""
        word     head  weight  the other  change
        猫が     9-11    0.27       -3.0    -0.2
        a␉b␊\\␛<   1-1    1.00          –    +0.5
        """);
  }

  @Test
  void a_bar_stands_beside_its_number_where_there_is_room() {
    String text = text(new Terminal(Colours.monochrome(), 52));

    assertThat(text.lines())
        .first()
        .asString()
        .isEqualTo("word     head  weight              the other  change");
    assertThat(text).contains("0.27  ██▋              -3.0", "1.00  ██████████          –");
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 41, 43, 44, 45, 52, 71, 997})
  void bars_never_make_a_line_wider_than_the_terminal(int columns) {
    int without = widest(text(new Terminal(Colours.none(), columns)));

    assertThat(widest(text(new Terminal(Colours.monochrome(), columns))))
        .isLessThanOrEqualTo(Math.max(columns, without));
  }

  @Test
  void values_for_programs_are_exact_and_texts_are_on_one_line() throws IOException {
    assertThat(tsv(TABLE)).isEqualTo("""
        word\tlayer\thead\tweight\tother\tlength
        猫が\t9\t11\t0.2656\t-3.04\t2
        a\\tb\\n\\\\\\u001b<\t1\t1\t1.0\t\t7
        """);
  }

  @Test
  void many_rows_are_few_writes_and_the_stream_stays_open() throws IOException {
    List<Row> rows = Collections.nCopies(1009, TABLE.rows().getFirst());
    var out = new CountedStream();

    TABLE.over(rows).tsv(out);

    assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(1010);
    assertThat(out.writes).isLessThan(20);
  }

  /** A stream that counts the writes to it, and must not be closed or flushed. */
  private static final class CountedStream extends ByteArrayOutputStream {
    int writes;

    @Override
    public synchronized void write(byte[] bytes, int from, int count) {
      writes++;
      super.write(bytes, from, count);
    }

    @Override
    public void flush() {
      throw new AssertionError("flushed");
    }

    @Override
    public void close() {
      throw new AssertionError("closed");
    }
  }

  @Test
  void a_number_that_is_none_is_refused() {
    Table<Row> broken =
        TABLE.over(List.of(new Row("x", new Head(0, 0), Double.NaN, OptionalDouble.empty())));

    assertThatThrownBy(() -> tsv(broken))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("table: a number must be finite; got NaN; the weights may be damaged");
  }

  @Test
  void html_is_inert_and_names_its_rows() {
    assertThat(TABLE.html())
        .contains("<th class=\"name\" scope=\"row\">a␉b␊\\␛&lt;</th><td>1-1</td>")
        .contains("<td>0.27<span class=\"bar\" style=\"background-size:26.6% 100%\"></span></td>")
        .doesNotContain("length");
  }

  private static String text(Terminal terminal) {
    var lines = new TextPage(terminal.columns());
    TABLE.text(lines, terminal);
    return lines.toString();
  }

  private static String tsv(Table<?> table) throws IOException {
    var out = new ByteArrayOutputStream();
    table.tsv(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static int widest(String text) {
    return text.lines().mapToInt(Columns::of).max().orElseThrow();
  }
}
