package io.blick.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.blick.hub.ListedModel.State.InTheWay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An obstacle to making a model is reported with its path before anything is fetched. */
class InTheWayTest {
  private static final String ADVICE = "; mend that, or set BLICK_HOME to another folder";

  private final Artifact artifact = Artifact.easyBert();
  private final List<Progress.Event> heard = new CopyOnWriteArrayList<>();

  @TempDir
  private Path folder;

  /** Puts something in the way of folder/home, and returns its path. */
  @FunctionalInterface
  interface Obstacle {
    Path put(Path home) throws IOException;
  }

  static Stream<Arguments> something_else_is_named_and_nothing_fetched() {
    return Stream.of(
        arguments(
            "a file has the model's name",
            (Obstacle) home -> file(home.resolve("models/tiny")),
            "a file where a folder must be"),
        arguments(
            "a link to nowhere has the model's name",
            (Obstacle) home -> link(home.resolve("models/tiny")),
            "a link to the absent gone/away where a folder must be"),
        arguments(
            "a file has the name of the models' folder",
            (Obstacle) home -> file(home.resolve("models")),
            "a file where a folder must be"),
        arguments(
            "the folder is a file", (Obstacle) InTheWayTest::file, "a file where a folder must be"),
        arguments(
            "the folder is a link to nowhere",
            (Obstacle) InTheWayTest::link,
            "a link to the absent gone/away where a folder must be"),
        arguments(
            "the lock is a folder",
            (Obstacle) home -> Files.createDirectories(home.resolve("models/tiny.lock")),
            "a folder where a file must be"),
        arguments(
            "the lock is a link to nowhere",
            (Obstacle) home -> link(home.resolve("models/tiny.lock")),
            "a link to the absent gone/away where a file must be"),
        arguments(
            "the model is a device",
            (Obstacle) home ->
                Files.createSymbolicLink(parent(home.resolve("models/tiny")), Path.of("/dev/null")),
            "neither file nor folder where a folder must be"));
  }

  private static Path parent(Path path) throws IOException {
    Files.createDirectories(path.getParent());
    return path;
  }

  private static Path file(Path path) throws IOException {
    return Files.writeString(parent(path), "something");
  }

  private static Path link(Path path) throws IOException {
    return Files.createSymbolicLink(parent(path), Path.of("gone", "away"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void something_else_is_named_and_nothing_fetched(String name, Obstacle obstacle, String what)
      throws IOException {
    Path inTheWay = obstacle.put(folder.resolve("home"));
    try (Shop shop = Shop.selling(artifact)) {
      Hub hub = Homes.hub(folder, artifact, shop.address()).with(heard::add);

      assertThatThrownBy(() -> hub.path("tiny"))
          .isInstanceOf(HubException.class)
          .hasMessage(
              "hub: tiny cannot be made: %s is in the way, %s%s".formatted(inTheWay, what, ADVICE));

      assertThat(heard).isEmpty();
      assertThat(shop.jarsAsked()).isZero();
      assertThat(folder.resolve("repository")).doesNotExist();
      // JUnit warns of links that lead out of its folder when it deletes them.
      Files.delete(inTheWay);
    }
  }

  @Test
  void a_file_above_the_folder_is_named() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Hub hub = Hub.open(file.resolve("below/home"));

    assertThatThrownBy(() -> hub.path("bert-base-uncased"))
        .isInstanceOf(HubException.class)
        .hasMessage("hub: bert-base-uncased cannot be made: %s is in the way, a file where a folder"
                .formatted(file)
            + " must be"
            + ADVICE);
  }

  @Test
  void a_folder_of_the_system_is_named() {
    // Even its administrator may make no folder there.
    Path system = Path.of("/proc/sys");
    assumeTrue(Files.isDirectory(system) && !Files.isWritable(system), "skipped: no " + system);
    Hub hub = Hub.open(system.resolve("blick"));

    assertThatThrownBy(() -> hub.path("bert-base-uncased"))
        .isInstanceOf(HubException.class)
        .hasMessage("hub: bert-base-uncased cannot be made: /proc/sys must be a folder that you may"
            + " write to"
            + ADVICE);
  }

  @Test
  void a_folder_that_has_the_jars_name_is_named() throws IOException {
    Path jar = Files.createDirectories(Homes.jar(folder));
    try (Shop shop = Shop.selling(artifact)) {
      Hub hub = Homes.hub(folder, artifact, shop.address()).with(heard::add);

      assertThatThrownBy(() -> hub.path("tiny"))
          .isInstanceOf(HubException.class)
          .hasMessage("hub: the jar of tiny cannot be stored: %s is in the way, a folder where a"
                  .formatted(jar)
              + " file must be; mend that, or name another local repository in Maven's"
              + " settings.xml");

      assertThat(heard).isEmpty();
      assertThat(shop.jarsAsked()).isZero();
    }
  }

  @Test
  void a_file_has_the_place_of_the_local_repository() throws IOException {
    Path file = Files.createFile(folder.resolve("repository"));
    try (Shop shop = Shop.selling(artifact)) {
      Hub hub = Homes.hub(folder, artifact, shop.address());

      assertThatThrownBy(() -> hub.path("tiny"))
          .isInstanceOf(HubException.class)
          .hasMessage("hub: the jar of tiny cannot be stored: %s is in the way, a file where a"
                  .formatted(file)
              + " folder must be; mend that, or name another local repository in Maven's"
              + " settings.xml");
    }
  }

  @Test
  void a_jar_of_another_size_that_is_here_already_is_named() throws IOException {
    Path jar = file(Homes.jar(folder));
    try (Shop shop = Shop.selling(artifact)) {
      Hub hub = Homes.hub(folder, artifact, shop.address());

      assertThatThrownBy(() -> hub.path("tiny"))
          .isInstanceOf(HubException.class)
          .hasMessage("hub: the jar of tiny must have %d bytes; got 9; delete %s and try again"
              .formatted(artifact.size(), jar));
      assertThat(shop.jarsAsked()).isZero();
    }
  }

  @Test
  void work_that_was_left_in_any_shape_is_cleared() throws IOException {
    Home home = new Home(folder.resolve("home"));
    Path _ = file(home.work("tiny"));
    Path _ = link(home.removed("tiny"));

    assertThat(Homes.hub(folder, artifact).path("tiny")).isDirectory();

    assertThat(Folder.names(home.models())).containsExactly("tiny", "tiny.lock");
  }

  @Test
  void a_link_to_a_folder_may_have_the_models_name() throws IOException {
    Path made = Homes.hub(folder, artifact).path("tiny");
    Path elsewhere = Files.move(made, folder.resolve("elsewhere"));
    Files.createSymbolicLink(made, elsewhere);

    assertThat(Homes.hub(folder, artifact, "http://127.0.0.1:1/shop").path("tiny"))
        .isEqualTo(made);
  }

  @Test
  void a_list_says_what_is_in_the_way_and_removing_leaves_it() throws IOException {
    Path file = file(folder.resolve("home/models/tiny"));
    Hub hub = Homes.hub(folder, artifact);

    assertThat(hub.list().getFirst().state())
        .isEqualTo(new InTheWay(file + " is in the way, a file where a folder must be"));
    assertThatThrownBy(() -> hub.remove("tiny"))
        .isInstanceOf(HubException.class)
        .hasMessage("hub: tiny is no model that could be removed: %s is in the way, a file where a"
                .formatted(file)
            + " folder must be; delete or move it yourself");
    assertThat(file).isRegularFile();
  }
}
