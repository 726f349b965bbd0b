package io.blick.consumer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The page that shows the programs, and the projects that are built. */
final class Page {
  static final Path PATH = Path.of("..", "docs", "library.md");

  /** Blick's version, as the build has it. */
  static final String VERSION = System.getProperty("blick.version");

  private static final Path PROJECTS = Path.of("projects");
  private static final Pattern BLOCK =
      Pattern.compile("^```(?:java|xml|kotlin)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private Page() {}

  /** Returns the blocks of Java, XML and Kotlin that the page shows. */
  static List<String> blocks() throws IOException {
    return BLOCK
        .matcher(Files.readString(PATH))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  /** Returns the projects' files whose names end with {@code suffix}, in order. */
  static List<Path> files(String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(PROJECTS)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }
}
