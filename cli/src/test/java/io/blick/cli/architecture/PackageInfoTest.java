package io.blick.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every package says what it is, what it must not know, and whether others may touch it. */
class PackageInfoTest {
  private static final Pattern EXPORTED = Pattern.compile("(?m)^ *exports ([a-z.]+);$");
  private static final Pattern COMMENT = Pattern.compile("(?s)^/\\*\\*(.*?)\\*/");
  private static final Pattern LIMIT =
      Pattern.compile("\\bknows?\\b|\\bknown\\b|Only this package");
  private static final String NOT_EXPORTED = "not exported";

  @TempDir
  private Path folder;

  @Test
  void each_has_its_sentences() {
    for (String module : House.ROOMS) {
      assertThat(faults(Path.of("..", module, "src", "main", "java")))
          .as(module)
          .isEmpty();
    }
    assertThat(faults(Path.of("..", "bench", "src", "main", "java"))).isEmpty();
  }

  @Test
  void what_is_missing_is_seen() throws IOException {
    Files.writeString(folder.resolve("module-info.java"), "module m {\n  exports open;\n}\n");
    put("open", "/** It knows nothing. Not exported. */\npackage open;\n");
    put("hidden", "/** It knows nothing. */\npackage hidden;\n");
    put("silent", "/** Something that is not exported. */\npackage silent;\n");
    put("bare", "package bare;\n");
    Files.delete(put("none", ""));

    assertThat(faults(folder))
        .containsExactly(
            "bare: no comment",
            "hidden: it is not exported, and does not say so",
            "none: no package-info",
            "open: it is exported, and says that it is not",
            "silent: what must it not know?");
  }

  private Path put(String name, String text) throws IOException {
    Path directory = Files.createDirectory(folder.resolve(name));
    Files.writeString(directory.resolve("Some.java"), "class Some {}\n");
    return Files.writeString(directory.resolve("package-info.java"), text);
  }

  private static List<String> faults(Path sources) {
    try (Stream<Path> files = Files.walk(sources)) {
      Set<String> exported = exported(Files.readString(sources.resolve("module-info.java")));
      List<String> faults = new ArrayList<>();
      files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> sources.relativize(file).getParent())
          .filter(directory -> directory != null)
          .distinct()
          .sorted()
          .forEach(directory -> fault(sources, directory, exported, faults));
      return faults;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> exported(String module) {
    return EXPORTED
        .matcher(module)
        .results()
        .map(each -> each.group(1))
        .collect(Collectors.toSet());
  }

  private static void fault(
      Path sources, Path directory, Set<String> exported, List<String> faults) {
    String name = directory.toString().replace('/', '.');
    Path file = sources.resolve(directory).resolve("package-info.java");
    String fault = Files.exists(file)
        ? fault(comment(file), exported.contains(name), exported.isEmpty())
        : "no package-info";
    if (!fault.isEmpty()) {
      faults.add(name + ": " + fault);
    }
  }

  private static String comment(Path file) {
    try {
      return COMMENT
          .matcher(Files.readString(file))
          .results()
          .map(MatchResult::group)
          .collect(Collectors.joining())
          .replaceAll("\\s*\\n \\*\\s*", " ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns what a comment lacks; a module that exports nothing is a program, and need not say it.
   */
  private static String fault(String comment, boolean exported, boolean program) {
    boolean saysNotExported = comment.toLowerCase(Locale.ROOT).contains(NOT_EXPORTED);
    if (comment.isEmpty()) {
      return "no comment";
    }
    if (!LIMIT.matcher(comment).find()) {
      return "what must it not know?";
    }
    if (exported && saysNotExported) {
      return "it is exported, and says that it is not";
    }
    return exported || saysNotExported || program ? "" : "it is not exported, and does not say so";
  }
}
