package io.blick.lens.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.lens.draw.Numbers;
import io.blick.lens.draw.Shade;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.HeadMaps;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Maps of so many words that their numbers could not be read. */
class LargeMapTest {
  private static final Pattern PATH = Pattern.compile("<path class=\"f(\\d+)\" d=\"([^\"]*)\"/>");
  private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)");
  private static final Head HEAD = new Head(0, 1);

  private static HeadMaps maps(int words) {
    return SeededMaps.of(
        1, 2, IntStream.range(0, words).mapToObj(i -> "ord" + i).toArray(String[]::new));
  }

  private static float largest(HeadMaps maps) {
    float largest = 0;
    for (int from : maps.units().inText()) {
      for (int to : maps.units().inText()) {
        largest = Math.max(largest, maps.map(HEAD)[from][to]);
      }
    }
    return largest;
  }

  @Test
  void a_map_has_numbers_up_to_sixty_words() {
    String sixty = new HeadPicture(maps(60), HEAD).svg();
    String more = new HeadPicture(maps(61), HEAD).svg();

    assertThat(sixty).doesNotContain("--format tsv").contains(">ord59<");
    assertThat(more)
        .contains("61 words are too many for numbers in a map; --format tsv has all.", ">ord60<")
        .doesNotContain("<g class=\"map\" transform=\"translate(0");
    assertThat(more.length()).isLessThan(sixty.length() / 5);
  }

  @Test
  void each_cell_has_the_shade_of_its_number() {
    HeadMaps maps = maps(67);
    float[][] map = maps.map(HEAD);
    List<Integer> shown = maps.units().inText();
    int[][] shades = new int[67][67];

    String svg = new HeadPicture(maps, HEAD).svg();

    for (MatchResult path : PATH.matcher(svg).results().toList()) {
      for (MatchResult run : RUN.matcher(path.group(2)).results().toList()) {
        int column = Integer.parseInt(run.group(1));
        for (int i = 0; i < Integer.parseInt(run.group(3)); i++) {
          shades[Integer.parseInt(run.group(2))][column + i] = Integer.parseInt(path.group(1));
        }
      }
    }
    float scale = largest(maps);
    assertThat(svg).contains("the largest number, " + Numbers.weight(scale) + ".");
    for (int row = 0; row < 67; row++) {
      for (int column = 0; column < 67; column++) {
        float part = (float) (map[shown.get(row)][shown.get(column)] / (double) scale);
        assertThat(shades[row][column]).isEqualTo(Shade.of(part));
      }
    }
  }

  @Test
  void text_has_the_largest_number_of_each_row_and_no_blocks_of_numbers() {
    HeadMaps maps = maps(67);
    float[][] map = maps.map(HEAD);

    String text = new HeadPicture(maps, HEAD).text(new Terminal(Colours.none(), 80));

    List<Integer> shown = maps.units().inText();
    for (int from : shown) {
      int most = shown.getFirst();
      for (int to : shown) {
        most = map[from][to] > map[from][most] ? to : most;
      }
      assertThat(text.lines())
          .anyMatch(ends(
              "ord" + (from - shown.getFirst()) + " ",
              "ord" + (most - shown.getFirst()) + " " + Numbers.weight(map[from][most])));
    }
    assertThat(text).contains("--format tsv has all.");
    assertThat(text.lines().count()).isLessThan(67 + 67 / 4 + 16);
  }

  private static Predicate<String> ends(String start, String end) {
    return line -> line.startsWith(start) && line.endsWith("  " + end);
  }

  @Test
  void a_terminal_with_colours_has_a_cell_of_each_number() {
    String text = SeededMaps.plain(
        new HeadPicture(maps(67), HEAD).text(new Terminal(Colours.trueColour(), 80)));

    assertThat(text.lines().filter(line -> line.equals("▀".repeat(67)))).hasSize(34);
  }

  @Test
  void a_dot_is_at_least_half_of_the_largest_number_of_its_row() {
    HeadMaps maps = maps(61);
    float[][] map = maps.map(HEAD);
    List<Integer> shown = maps.units().inText();
    List<String> lines = new HeadPicture(maps, HEAD)
        .text(new Terminal(Colours.none(), 80))
        .lines()
        .filter(line -> line.codePoints().anyMatch(c -> c >= 0x2800 && c <= 0x28ff))
        .toList();

    assertThat(lines).hasSize(16);
    for (int row = 0; row < 61; row++) {
      float[] numbers = map[shown.get(row)];
      float largest = 0;
      for (int to : shown) {
        largest = Math.max(largest, numbers[to]);
      }
      for (int column = 0; column < 61; column++) {
        int cell = lines.get(row / 4).charAt(column / 2) - 0x2800;
        int bit = row % 4 < 3 ? row % 4 + 3 * (column % 2) : 6 + column % 2;
        assertThat((cell >> bit & 1) == 1).isEqualTo(numbers[shown.get(column)] / largest >= 0.5f);
      }
    }
  }
}
