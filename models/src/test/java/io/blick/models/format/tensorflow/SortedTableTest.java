package io.blick.models.format.tensorflow;

import static io.blick.models.format.tensorflow.TableBytes.block;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.blick.models.format.FormatException;
import io.blick.models.format.fuzz.FuzzTable;
import io.blick.models.format.mapped.MappedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables made byte by byte: an entry is shared, added, size of the value, key's end, value. */
class SortedTableTest {
  @TempDir
  private Path folder;

  @Test
  void keys_share_what_the_one_before_begins_with() throws IOException {
    byte[] first = block("0 3 1 ant p  2 1 2 z qr  1 1 0 x  0 3 1 bee s", 0, 17);
    byte[] second = block("0 1 3 c tuv", 0);

    write(new TableBytes().add("bee", first).add("c", second));

    assertThat(read()).containsExactly("ant=p", "anz=qr", "ax=", "bee=s", "c=tuv");
  }

  @Test
  void a_table_may_have_no_entry() throws IOException {
    write(new TableBytes().add("a", block(new byte[0], 0)));

    assertThat(read()).isEmpty();
  }

  static Stream<Arguments> blocks() {
    return Stream.of(
        arguments(
            "0 1 0 b", new int[] {0, 9}, 8, "restart point must be where an entry begins; got 9"),
        arguments(
            "0 1 0 b  1 1 0 c",
            new int[] {0, 4},
            4,
            "entry at a restart point must share no byte with the key before; got 1"),
        arguments(
            "0 1 0 b  2 1 0 c",
            new int[] {0},
            4,
            "entry must share at most the 1 bytes of the key before; got 2"),
        arguments(
            "0 1 9 b",
            new int[] {0},
            0,
            "entry's key and value must lie in its block, which has 1 bytes left; got 1 and 9"),
        arguments("0 1 0 b  0 1 0 a", new int[] {0}, 4, "keys must ascend; got a after b"),
        arguments("0 1 0 b  1 0 0", new int[] {0}, 4, "keys must ascend; got b after b"),
        arguments(
            "0 1 0 y",
            new int[] {0},
            0,
            "block's last key must not exceed its key in the index block, x; got y"),
        arguments(
            "0 1 0 b",
            new int[] {},
            4,
            "block of 8 bytes must end with from 1 to 1 restart points and their number; got 0"),
        arguments(
            "0 1 128",
            new int[] {0},
            2,
            "varint must end within 10 bytes and before byte 3;" + " got no end"));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void a_block_that_is_wrong(String entries, int[] restarts, int at, String said)
      throws IOException {
    write(new TableBytes().add("x", block(entries, restarts)));

    refused(at, said);
  }

  @Test
  void a_key_that_is_too_long() throws IOException {
    byte[] entries = Arrays.copyOf(TableBytes.bytes("0 128 128 4 0"), 5 + 65_536);
    write(new TableBytes().add("x", block(entries, 0)));

    refused(0, "key must have at most 65535 bytes; got 65536");
  }

  @Test
  void a_file_that_is_too_short() throws IOException {
    Files.write(file(), new byte[47]);

    refused(0, "the last 48 bytes must be the table's footer; got a file of 47 bytes");
  }

  @Test
  void a_file_that_is_no_table() throws IOException {
    Files.write(file(), new byte[53]);

    refused(45, "the footer must end with the magic number db4775248b80fb57; got 0000000000000000");
  }

  @Test
  void a_block_that_ends_behind_the_footer() throws IOException {
    byte[] table = new TableBytes().add("x", block("0 1 0 b", 0)).toByteArray();
    int footer = table.length - 48;
    table[footer] = 127;
    Files.write(file(), table);

    refused(
        footer,
        "block must end before the footer at byte %d; got offset 127 and size 8".formatted(footer));
  }

  @Test
  void a_block_whose_bytes_have_changed() throws IOException {
    byte[] table = new TableBytes().add("x", block("0 1 0 b", 0)).toByteArray();
    table[3] = 'c';
    Files.write(file(), table);

    refused(
        13,
        "masked CRC-32C of the block and its type must be %08x; got %08x"
            .formatted(
                FuzzTable.maskedChecksum(table, 0, 13),
                FuzzTable.maskedChecksum(
                    new byte[] {0, 1, 0, 'b', 0, 0, 0, 0, 1, 0, 0, 0, 0}, 0, 13)));
  }

  @Test
  void a_block_that_is_compressed() throws IOException {
    byte[] table = new TableBytes().add("x", block("0 1 0 b", 0)).toByteArray();
    table[12] = 1;
    int checksum = FuzzTable.maskedChecksum(table, 0, 13);
    for (int i = 0; i < 4; i++) {
      table[13 + i] = (byte) (checksum >>> (8 * i));
    }
    Files.write(file(), table);

    refused(12, "block must not be compressed, type 0; got type 1 (snappy)");
  }

  private void write(TableBytes table) throws IOException {
    Files.write(file(), table.toByteArray());
  }

  private Path file() {
    return folder.resolve("t.index");
  }

  private List<String> read() {
    return MappedFile.read("table", file(), file -> {
      List<String> entries = new ArrayList<>();
      SortedTable.read(file, (key, value) -> entries.add(key.escaped() + "=" + value.rest()));
      return entries;
    });
  }

  private void refused(int at, String said) {
    assertThatThrownBy(this::read)
        .isInstanceOf(FormatException.class)
        .hasMessage("table: t.index: at byte %d: %s".formatted(at, said));
  }
}
