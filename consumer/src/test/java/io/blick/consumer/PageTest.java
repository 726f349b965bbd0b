package io.blick.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final Pattern VERSIONED =
      Pattern.compile("(?:blick-[a-z]+:|blick-[a-z]+</artifactId>\\s+<version>)([^\"<\\s`]+)");

  @Test
  void every_block_is_part_of_a_project_that_is_built() throws IOException {
    List<String> sources = texts(".java", ".xml", ".kts");

    assertThat(Page.blocks())
        .hasSizeGreaterThan(7)
        .allSatisfy(block -> assertThat(sources).anyMatch(source -> source.contains(block)));
  }

  @Test
  void every_program_is_shown_whole() throws IOException {
    List<String> blocks = Page.blocks();

    assertThat(texts(".java"))
        .hasSize(6)
        .allSatisfy(source -> assertThat(blocks).contains(source));
  }

  @Test
  void the_version_is_that_of_the_build() throws IOException {
    List<String> texts = new ArrayList<>(texts("pom.xml", ".kts"));
    texts.add(Files.readString(Page.PATH));

    List<String> versions = texts.stream()
        .flatMap(text -> VERSIONED.matcher(text).results())
        .map((MatchResult found) -> found.group(1))
        .toList();

    assertThat(versions).hasSizeGreaterThan(5).containsOnly(Page.VERSION);
  }

  private static List<String> texts(String... suffixes) throws IOException {
    List<String> texts = new ArrayList<>();
    for (String suffix : suffixes) {
      for (Path file : Page.files(suffix)) {
        texts.add(Files.readString(file));
      }
    }
    return texts;
  }
}
