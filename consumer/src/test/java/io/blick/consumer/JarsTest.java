package io.blick.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JarsTest {
  private static final Path PROJECTS = Path.of(System.getProperty("blick.projects"));

  @ParameterizedTest
  @ValueSource(strings = {"core", "models", "hub", "lens"})
  void every_room_has_classes_sources_and_javadoc_with_the_licence(String room) throws IOException {
    assumeFalse(Boolean.getBoolean("blick.gates.skip"), "sources and javadoc are made with gates");

    assertThat(names(room, ""))
        .contains("module-info.class", "META-INF/LICENSE", "META-INF/NOTICE");
    assertThat(names(room, "-sources"))
        .contains("module-info.java", "META-INF/LICENSE", "META-INF/NOTICE");
    assertThat(names(room, "-javadoc"))
        .contains("index.html", "element-list", "META-INF/LICENSE", "META-INF/NOTICE");
  }

  @Test
  void sources_have_the_kernels_that_the_build_writes() throws IOException {
    assumeFalse(Boolean.getBoolean("blick.gates.skip"), "sources and javadoc are made with gates");

    List<String> classes =
        sources(names("core", ""), "module-info|.*package-info|.*[$].*", ".class");
    List<String> sources =
        sources(names("core", "-sources"), "module-info|.*package-info", ".java");

    assertThat(sources).containsAll(classes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"class-path", "module-path"})
  void a_program_gets_no_binding_and_nothing_of_the_tests(String project) throws IOException {
    try (Stream<Path> jars = Files.list(PROJECTS.resolve(project).resolve("target/app"))) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .hasSizeGreaterThan(7)
          .noneMatch(name ->
              name.matches("(slf4j-(?!api)|logback|log4j|junit|assertj|jspecify|archunit).*"));
    }
  }

  private static List<String> names(String room, String classifier) throws IOException {
    Path jar =
        Path.of("..", room, "target", "blick-" + room + "-" + Page.VERSION + classifier + ".jar");
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).toList();
    }
  }

  private static List<String> sources(List<String> names, String without, String suffix) {
    return names.stream()
        .filter(name -> name.endsWith(suffix))
        .map(name -> name.substring(0, name.length() - suffix.length()))
        .filter(name -> !name.matches(without))
        .toList();
  }
}
