package io.blick.models.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleTest {

  @Test
  void a_format_exception_is_made_from_a_rule_alone() throws IOException {
    Path room = Path.of("src/main/java/io/blick/models/format");
    List<String> makers;
    try (Stream<Path> files = Files.list(room)) {
      makers =
          files.filter(RuleTest::makesOne).map(f -> f.getFileName().toString()).toList();
    }

    assertThat(makers).containsExactly("Rule.java");
  }

  @Test
  void texts_say_what_must_hold_and_what_was_got() {
    assertThat(AllRules.ofBytes())
        .allSatisfy(rule -> assertThat(rule.text()).containsPattern(" (must|may) .*; got "));
  }

  private static boolean makesOne(Path file) {
    try {
      return Files.readString(file).contains("new FormatException(");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
