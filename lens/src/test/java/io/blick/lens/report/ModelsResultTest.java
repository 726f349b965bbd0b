package io.blick.lens.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.lens.report.ModelsResult.NamedModel;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelsResultTest {
  private static final ModelsResult RESULT = new ModelsResult(List.of(
      new NamedModel("a-cased", 714_900_000, true, "MIT", "Swedish", "one", Optional.empty()),
      new NamedModel("b", 91_000_000, false, "Apache-2.0", "", "two", Optional.empty()),
      new NamedModel("c", 1_400, false, "MIT", "all", "three", Optional.of("c must be a folder"))));

  @Test
  void people_see_sizes_and_what_is_in_the_way() {
    String text = RESULT.text(new Terminal(Colours.none(), 80));

    assertThat(text).isEqualTo("""
            name       size  cached      licence     languages
            a-cased  715 MB  yes         MIT         Swedish
            b         91 MB  no          Apache-2.0
            c        1.4 kB  in the way  MIT         all
            """);
    assertThat(RESULT.notes()).containsExactly("c must be a folder");
  }

  @Test
  void programs_read_a_row_for_each_model() {
    String tsv = Formats.written(RESULT::tsv);

    assertThat(tsv.lines())
        .containsExactly(
            "name\tbytes\tcached\tlicence\tlanguages\tsummary",
            "a-cased\t714900000\ttrue\tMIT\tSwedish\tone",
            "b\t91000000\tfalse\tApache-2.0\t\ttwo",
            "c\t1400\tfalse\tMIT\tall\tthree");
  }
}
