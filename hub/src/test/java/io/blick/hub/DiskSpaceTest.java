package io.blick.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSpaceTest {
  @TempDir
  private Path folder;

  @Test
  void needs_on_one_disk_add_up() throws IOException {
    DiskSpace room = new DiskSpace().need(folder, 7).need(folder.resolve("not/yet/there"), 11);

    assertThat(room.bytes()).isEqualTo(18);
    assertThatCode(() -> room.check("tiny")).doesNotThrowAnyException();
  }

  @Test
  void too_little_room_is_said_in_one_sentence() throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    DiskSpace room = new DiskSpace().need(folder.resolve("models"), free).need(folder, 1L << 40);

    assertThatThrownBy(() -> room.check("tiny"))
        .isInstanceOf(HubException.class)
        .message()
        .matches("hub: tiny needs \\d+ MB free at " + folder
            + "/models; got \\d+ MB; free some, or set BLICK_HOME to another disk");
  }
}
