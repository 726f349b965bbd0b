package io.blick.models.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.models.format.fuzz.AllRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleTest {

  /** In the rooms of formats; what a key of a small JSON file must hold is no rule. */
  @Test
  void a_format_exception_is_made_from_a_rule_alone() throws IOException {
    Path rooms = Path.of("src/main/java/io/blick/models/format");
    List<String> makers;
    try (Stream<Path> files = Files.walk(rooms)) {
      makers = files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(RuleTest::makesOne)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }

    assertThat(makers)
        .containsExactly("ConfigFile.java", "JsonFields.java", "JsonStream.java", "Rule.java");
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
