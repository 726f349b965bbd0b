package io.blick.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.stranger.Stranger;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub in somebody else's program, on module path and class path as docs/hub.md says. */
class EmbeddedTest {
  @TempDir
  private Path folder;

  @Test
  void a_cached_model_is_opened_by_its_name() throws IOException, InterruptedException {
    Path tiny = Homes.hub(folder, Artifact.sentence()).path("tiny");
    Path named = Files.move(tiny, tiny.resolveSibling("all-MiniLM-L6-v2"));

    try (Jvm jvm = opening("all-MiniLM-L6-v2", Jvm.CLASSES)) {
      assertThat(jvm.end()).isZero();
      assertThat(jvm.said()).containsExactly("all-MiniLM-L6-v2: 2 layers, 3 heads");
    }
    assertThat(named).isDirectory();
  }

  @Test
  void without_mavens_classes_it_says_where_they_belong() throws IOException, InterruptedException {
    String none = Pattern.compile(File.pathSeparator)
        .splitAsStream(Jvm.CLASSES)
        .filter(path -> !path.contains("mima"))
        .collect(Collectors.joining(File.pathSeparator));

    try (Jvm jvm = opening("all-MiniLM-L6-v2", none)) {
      assertThat(jvm.end()).isZero();
      assertThat(jvm.said())
          .containsExactly(
              "hub: Maven Resolver's runtime must be on the module or class path; got none"
                  + " (docs/hub.md)");
    }
  }

  private Jvm opening(String name, String classes) throws IOException {
    return Jvm.start(
        folder.resolve("home"),
        List.of(
            "-p",
            Jvm.MODULES,
            "-cp",
            classes,
            "--add-modules",
            "io.blick.hub",
            Stranger.class.getName()),
        List.of(name));
  }
}
