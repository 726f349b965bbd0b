package io.blick.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.hub.Progress.Event;
import io.blick.hub.Progress.Event.Advanced;
import io.blick.hub.Progress.Event.Announced;
import io.blick.hub.Progress.Event.Ready;
import io.blick.hub.Progress.Step;
import io.blick.hub.Shop.Answer;
import io.blick.hub.TinyBert.Named;
import io.blick.hub.pip.Pip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model through the network, from a real repository on the loopback. */
class FetchTest {
  private final Artifact artifact = Artifact.easyBert();
  private final List<Event> heard = new CopyOnWriteArrayList<>();

  @TempDir
  private Path folder;

  @Test
  void a_fetch_tells_what_it_costs_then_every_step_then_that_it_is_done() throws IOException {
    try (Shop shop = Shop.selling(artifact)) {
      Hub hub = Homes.hub(folder, artifact, shop.address()).with(heard::add);

      Path made = hub.path("tiny");

      // The jar to the local repository; folder and scratch to the cache: 5 MB and 3 MB.
      assertThat(heard.getFirst())
          .isEqualTo(new Announced(
              "tiny", "Apache-2.0", artifact.size(), artifact.size() + 8_000_000, made));
      assertThat(heard.stream().map(FetchTest::step).distinct())
          .containsExactly(
              "Announced", "DOWNLOAD", "CHECK", "UNPACK", "TRANSPOSE", "SAVE", "Ready");
      assertThat(heard.getLast()).isInstanceOfSatisfying(Ready.class, ready -> {
        assertThat(ready.model()).isEqualTo("tiny");
        assertThat(ready.folder()).isEqualTo(made);
        assertThat(ready.took()).isPositive();
      });
    }
  }

  private static String step(Event event) {
    return event instanceof Advanced advanced
        ? advanced.step().name()
        : event.getClass().getSimpleName();
  }

  @Test
  void every_step_counts_from_nothing_to_all_of_its_bytes() throws IOException {
    try (Shop shop = Shop.selling(artifact)) {
      Path _ = Homes.hub(folder, artifact, shop.address()).with(heard::add).path("tiny");

      long zip = Zips.stored(Artifact.easyBertFiles()).length;
      assertCounts(Step.DOWNLOAD, artifact.size());
      assertCounts(Step.CHECK, artifact.size());
      assertCounts(Step.UNPACK, zip);
      assertCounts(
          Step.TRANSPOSE, bytes(TinyBert.masked().stream().filter(Named::linear).toList()));
      assertCounts(Step.SAVE, bytes(TinyBert.masked()));
    }
  }

  private void assertCounts(Step step, long bytes) {
    List<Advanced> events = heard.stream()
        .filter(Advanced.class::isInstance)
        .map(Advanced.class::cast)
        .filter(event -> event.step() == step)
        .toList();
    assertThat(events).extracting(Advanced::totalBytes).containsOnly(bytes);
    assertThat(events).extracting(Advanced::doneBytes).isSorted().startsWith(0L).endsWith(bytes);
    assertThat(events.getLast().bytesPerSecond()).isPositive();
    assertThat(events.getLast().left()).isEqualTo(Duration.ZERO);
  }

  private static long bytes(List<Named> tensors) {
    return tensors.stream().mapToLong(named -> named.tensor().data().byteSize()).sum();
  }

  @Test
  void a_jar_that_is_here_is_not_downloaded() throws IOException {
    Hub hub = Homes.hub(folder, artifact).with(heard::add);

    Path made = hub.path("tiny");

    assertThat(heard.getFirst()).isEqualTo(new Announced("tiny", "Apache-2.0", 0, 8_000_000, made));
    assertThat(heard.stream().map(FetchTest::step)).doesNotContain("DOWNLOAD");
  }

  @Test
  void a_mirror_may_be_a_folder() throws IOException {
    Hub hub = Homes.hub(folder, artifact, Homes.shelf(folder, artifact));

    Path made = hub.with(heard::add).path("tiny");

    assertThat(made).isDirectory();
    assertCounts(Step.DOWNLOAD, artifact.size());
  }

  @Test
  void a_cached_model_is_given_without_a_word() throws IOException {
    Path made = Homes.hub(folder, artifact).path("tiny");
    Files.delete(Homes.jar(folder));
    Hub hub = Homes.hub(folder, artifact, "http://127.0.0.1:1/shop").with(heard::add);

    assertThat(hub.path("tiny")).isEqualTo(made);

    assertThat(heard).isEmpty();
  }

  @Test
  void a_jar_of_another_checksum_is_not_believed() throws IOException {
    Artifact other = artifact.damaged();
    try (Shop shop = Shop.selling(other)) {
      Hub hub = Homes.hub(folder, artifact, shop.address());

      assertThatThrownBy(() -> hub.path("tiny"))
          .isInstanceOf(HubException.class)
          .hasMessage("hub: SHA-256 of the jar of tiny must be %s; got %s; delete %s and try again"
              .formatted(artifact.sha256(), other.sha256(), Homes.jar(folder)));
      assertThat(Folder.names(folder.resolve("home/models"))).containsExactly("tiny.lock");
    }
  }

  @Test
  void after_the_advice_is_followed_the_right_jar_is_fetched() throws IOException {
    try (Shop shop = Shop.selling(artifact.damaged())) {
      Hub hub = Homes.hub(folder, artifact, shop.address());
      assertThatThrownBy(() -> hub.path("tiny")).isInstanceOf(HubException.class);
      shop.change(new Answer.Sells(artifact));
      assertThatThrownBy(() -> hub.path("tiny"))
          .isInstanceOf(HubException.class)
          .hasMessageEndingWith("delete %s and try again".formatted(Homes.jar(folder)));
      Files.delete(Homes.jar(folder));

      Path made = hub.path("tiny");

      assertThat(made).isDirectory();
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
          404; ArtifactNotFoundException Could not find artifact org.example:tiny:jar:1 in \
          corner-shop (ADDRESS)
          403; HttpResponseException status code: 403, reason phrase: Forbidden (403)
          500; HttpResponseException status code: 500, reason phrase: Internal Server Error (500)
          """)
  void a_shop_that_refuses_is_named_and_asked_again_next_time(int status, String why)
      throws IOException {
    try (Shop shop = Shop.open(new Answer.Refuses(status))) {
      Hub hub = Homes.hub(folder, artifact, shop.address());

      assertThatThrownBy(() -> hub.path("tiny"))
          .isInstanceOf(HubException.class)
          .hasMessage(notDownloaded(shop, why.replace("ADDRESS", shop.address())));
      assertThat(Folder.names(folder.resolve("home/models"))).containsExactly("tiny.lock");
      shop.change(new Answer.Sells(artifact));

      assertThat(hub.path("tiny")).isDirectory();
    }
  }

  @Test
  void half_a_jar_through_the_network_is_none() throws IOException {
    try (Shop shop = Shop.open(new Answer.HangsUp(artifact))) {
      Hub hub = Homes.hub(folder, artifact, shop.address());

      assertThatThrownBy(() -> hub.path("tiny"))
          .isInstanceOf(HubException.class)
          .hasMessage(notDownloaded(
              shop,
              "ConnectionClosedException Premature end of Content-Length delimited message body"
                  + " (expected: %,d; received: %,d)"
                      .formatted(artifact.size(), artifact.size() / 2)));
      assertThat(Homes.jar(folder)).doesNotExist();
      assertThat(Folder.names(folder.resolve("home/models"))).containsExactly("tiny.lock");
    }
  }

  private static String notDownloaded(Shop shop, String why) {
    return "hub: tiny is not cached and could not be downloaded; tried corner-shop at %s"
            .formatted(shop.address())
        + " for org.example:tiny:1: "
        + why;
  }

  @Test
  void what_does_not_fit_on_the_disk_is_not_even_begun() throws IOException {
    long petabyte = 1_000_000_000_000_000L;
    try (Shop shop = Shop.selling(artifact)) {
      Home home = new Home(folder.resolve("home"));
      Hub hub = new Hub(
          home,
          Homes.catalogue(artifact.layout(), artifact.size(), artifact.sha256(), petabyte),
          Homes.maven(folder, shop.address()),
          Pip.ofUser(),
          heard::add);

      // Folder, scratch and jar lie on one disk, so they add up: 10^15 + 3 * 10^6 + the jar's
      // less than 10^6. How much is free is nobody's to know.
      assertThatThrownBy(() -> hub.path("tiny"))
          .isInstanceOf(HubException.class)
          .message()
          .matches("hub: tiny needs 1000000004 MB free at %s; got \\d+ MB;".formatted(home.models())
              + " free some, or set BLICK_HOME to another disk");
      assertThat(heard).isEmpty();
      assertThat(shop.jarsAsked()).isZero();
      assertThat(Folder.names(home.models())).containsExactly("tiny.lock");
    }
  }
}
