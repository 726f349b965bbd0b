package io.blick.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HomeTest {

  @Test
  void blick_home_comes_first() {
    Home home = Home.of(Map.of("BLICK_HOME", "/a", "XDG_CACHE_HOME", "/b", "HOME", "/c"), "/d");

    assertThat(home.root()).isEqualTo(Path.of("/a"));
  }

  @Test
  void then_the_cache_folder_of_xdg() {
    Home home = Home.of(Map.of("BLICK_HOME", "", "XDG_CACHE_HOME", "/b", "HOME", "/c"), "/d");

    assertThat(home.root()).isEqualTo(Path.of("/b/blick"));
  }

  @Test
  void a_relative_cache_folder_is_ignored_as_xdg_demands() {
    Home home = Home.of(Map.of("XDG_CACHE_HOME", "b", "HOME", "/c"), "/d");

    assertThat(home.root()).isEqualTo(Path.of("/c/.cache/blick"));
  }

  @Test
  void without_any_variable_the_users_home_is_asked() {
    Home home = Home.of(Map.of(), "/d");

    assertThat(home.root()).isEqualTo(Path.of("/d/.cache/blick"));
  }

  @Test
  void a_user_without_a_home_is_asked_for_a_folder() {
    assertThatThrownBy(() -> Home.of(Map.of(), "?"))
        .isInstanceOf(HubException.class)
        .hasMessage("hub: there must be a folder for models; got neither BLICK_HOME nor HOME;"
            + " set BLICK_HOME to one");
  }

  @Test
  void what_is_not_yet_a_model_has_a_name_with_a_dot() {
    Home home = new Home(Path.of("/a"));

    assertThat(home.model("m")).isEqualTo(Path.of("/a/models/m"));
    assertThat(home.lock("m")).isEqualTo(Path.of("/a/models/m.lock"));
    assertThat(home.work("m")).isEqualTo(Path.of("/a/models/.m.work"));
    assertThat(home.removed("m")).isEqualTo(Path.of("/a/models/.m.removed"));
  }
}
