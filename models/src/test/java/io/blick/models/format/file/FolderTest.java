package io.blick.models.format.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.models.format.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {
  @TempDir
  private Path path;

  @Test
  void a_file_is_found_through_a_link_and_an_absent_one_is_none() throws IOException {
    Path blob = Files.writeString(path.resolve("blob"), "{}");
    Path link = Files.createSymbolicLink(path.resolve("config.json"), blob);
    Folder folder = new Folder(path);

    assertThat(folder.file("config.json")).contains(link);
    assertThat(folder.file("modules.json")).isEmpty();
  }

  @Test
  void a_link_that_leads_nowhere_is_an_error() throws IOException {
    Files.createSymbolicLink(path.resolve("vocab.txt"), path.resolve("gone"));
    Folder folder = new Folder(path);

    assertThatThrownBy(() -> folder.file("vocab.txt"))
        .isInstanceOf(FormatException.class)
        .hasMessage("models: vocab.txt: at byte 0: must be a file; got a link that leads nowhere;"
            + " fetch it again");
  }

  @Test
  void links_in_a_circle_lead_nowhere() throws IOException {
    Files.createSymbolicLink(path.resolve("vocab.txt"), path.resolve("other"));
    Files.createSymbolicLink(path.resolve("other"), path.resolve("vocab.txt"));

    assertThatThrownBy(() -> new Folder(path).file("vocab.txt"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("got a link that leads nowhere");
  }

  @Test
  void a_folder_on_the_way_that_is_a_link_to_nothing_is_an_error() throws IOException {
    Files.createSymbolicLink(path.resolve("1_Pooling"), path.resolve("gone"));
    Folder folder = new Folder(path);

    assertThat(folder.file("2_Dense/config.json")).isEmpty();
    assertThatThrownBy(() -> folder.file("1_Pooling/config.json"))
        .isInstanceOf(FormatException.class)
        .hasMessage("models: 1_Pooling: at byte 0: must be a file; got a link that leads nowhere;"
            + " fetch it again");
  }

  @Test
  void a_file_in_a_folders_place_is_an_error() throws IOException {
    Files.createFile(path.resolve("1_Pooling"));
    Folder folder = new Folder(path);

    assertThatThrownBy(() -> folder.file("1_Pooling/config.json"))
        .isInstanceOf(FormatException.class)
        .hasMessage("models: 1_Pooling: at byte 0: must be a folder; got what is none");
  }

  @Test
  void what_cannot_be_the_name_of_a_file_is_the_name_of_none() {
    assertThat(new Folder(path).file("a\0b")).isEmpty();
  }

  @Test
  void a_folder_in_a_files_place_is_an_error() throws IOException {
    Files.createDirectory(path.resolve("vocab.txt"));
    Folder folder = new Folder(path);

    assertThatThrownBy(() -> folder.file("vocab.txt"))
        .isInstanceOf(FormatException.class)
        .hasMessage("models: vocab.txt: at byte 0: must be a file; got a folder");
  }
}
