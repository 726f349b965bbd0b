package io.blick.models.format.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.blick.core.tensor.DType;
import io.blick.models.format.FormatException;
import io.blick.models.format.fuzz.FuzzMessage;
import io.blick.models.format.fuzz.FuzzTable;
import io.blick.models.format.fuzz.Mutator;
import io.blick.models.format.mapped.OpenFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small checkpoints made by hand. */
class TensorFlowCheckpointTest {
  private static final Mutator HARMLESS = Mutator.harmless();

  @TempDir
  private Path folder;

  private final Map<String, FuzzMessage> entries = new TreeMap<>();
  private final List<byte[]> shards = new ArrayList<>();
  private FuzzMessage header = message().number(1, 1);
  private long mappedBefore;

  @BeforeEach
  void count() {
    mappedBefore = OpenFiles.mapped();
  }

  @AfterEach
  void nothing_stays_open() {
    assertThat(OpenFiles.mapped()).isEqualTo(mappedBefore);
  }

  @Test
  void tensors_are_found_in_their_shards() {
    header = message().number(1, 2).message(3, message().number(1, 1));
    shards.add(floats(2, 3, 5, 7, 11, 13));
    shards.add(floats(0, 17, 19));
    entries.put("bert/kernel", tensor(1, 0, 0, 24, 2, 3));
    entries.put("bert/bias", tensor(1, 1, 4, 8, 2));

    try (var checkpoint = open()) {
      assertThat(checkpoint.names()).containsExactly("bert/bias", "bert/kernel");
      assertThat(checkpoint.tensor("bert/kernel").sizes()).containsExactly(2, 3);
      assertThat(checkpoint.tensor("bert/kernel").toFloats()).containsExactly(2, 3, 5, 7, 11, 13);
      assertThat(checkpoint.tensor("bert/bias").toFloats()).containsExactly(17, 19);
      assertThat(checkpoint.weight("bert/bias", 2).toFloats()).containsExactly(17, 19);
    }
  }

  @Test
  void names_ascend_by_their_bytes_over_many_blocks() {
    shards.add(floats(1));
    List<String> names =
        List.of("", "A", "a", "a/b", "ab", "b", "\u00e5", "\uff21", "\ud83d\ude00");
    names.stream().skip(1).forEach(name -> entries.put(name, tensor(1, 0, 0, 4)));

    try (var checkpoint = open()) {
      assertThat(checkpoint.names()).containsExactlyElementsOf(names.subList(1, names.size()));
      assertThat(checkpoint.tensor("\u00e5").rank()).isZero();
      assertThat(checkpoint.tensor("\u00e5").get(0)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, F32",
    "2, F64",
    "3, I32",
    "4, U8",
    "5, I16",
    "6, I8",
    "9, I64",
    "10, BOOL",
    "14, BF16",
    "19, F16"
  })
  void types_are_those_of_tensorflow(int type, DType expected) {
    shards.add(new byte[7 * expected.bytes()]);
    entries.put("a", tensor(type, 0, 0, 7 * expected.bytes(), 7));

    try (var checkpoint = open()) {
      assertThat(checkpoint.tensor("a").type()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "8, complex64, 8",
    "11, qint8, 1",
    "12, quint8, 1",
    "13, qint32, 4",
    "15, qint16, 2",
    "16, quint16, 2",
    "17, uint16, 2",
    "18, complex128, 16",
    "22, uint32, 4",
    "23, uint64, 8",
    "24, float8_e5m2, 1",
    "25, float8_e4m3fn, 1",
    "26, float8_e4m3fnuz, 1",
    "27, float8_e4m3b11fnuz, 1",
    "28, float8_e5m2fnuz, 1",
    "29, int4, 1",
    "30, uint4, 1",
    "31, int2, 1",
    "32, uint2, 1",
    "33, float4_e2m1fn, 1"
  })
  void a_type_that_tensors_have_not_is_measured_and_refused_where_it_is_needed(
      int type, String name, int bytes) {
    shards.add(new byte[7 * bytes]);
    entries.put("a", tensor(type, 0, 0, 7 * bytes, 7));

    try (var checkpoint = open()) {
      assertThat(checkpoint.names()).containsExactly("a");
      assertThatThrownBy(() -> checkpoint.tensor("a"))
          .isInstanceOf(FormatException.class)
          .hasMessageEndingWith(": tensor a must have a type of F64, F32, F16, BF16, I64, I32, I16,"
              + " I8, U8, BOOL to be read; got " + name);
      assertThatThrownBy(() -> checkpoint.weight("a", 7))
          .isInstanceOf(FormatException.class)
          .hasMessageEndingWith(": weight a must have a type of F64, F32, F16, BF16; got " + name);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 20, 21})
  void what_has_no_size_is_passed_over(int type) {
    shards.add(floats(1));
    entries.put("graph", tensor(type, 0, 0, 999));
    entries.put("a", tensor(1, 0, 0, 4, 1));

    try (var checkpoint = open()) {
      assertThat(checkpoint.names()).containsExactly("a");
    }
  }

  @Test
  void text_is_passed_over() {
    shards.add(floats(1));
    entries.put("_CHECKPOINTABLE_OBJECT_GRAPH", tensor(7, 0, 0, 999));
    entries.put("a", tensor(1, 0, 0, 4, 1));

    try (var checkpoint = open()) {
      assertThat(checkpoint.names()).containsExactly("a");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "variables",
        "variables.data-00000-of-00002",
        "variables.data-00001-of-00002",
        "variables.meta"
      })
  void the_index_is_found_by_the_prefix_and_by_the_other_files_too(String name) {
    header = message().number(1, 2);
    shards.add(floats(1));
    shards.add(floats(2));
    entries.put("a", tensor(1, 0, 0, 4, 1));
    write();

    try (var checkpoint = TensorFlowCheckpoint.open(folder.resolve(name))) {
      assertThat(checkpoint.names()).containsExactly("a");
    }
  }

  @Test
  void a_prefix_may_end_as_the_other_files_do() throws IOException {
    shards.add(floats(1));
    entries.put("a", tensor(1, 0, 0, 4, 1));
    write();
    for (String end : List.of(".index", ".data-00000-of-00001")) {
      Files.move(folder.resolve("variables" + end), folder.resolve("variables.meta" + end));
    }

    try (var checkpoint = TensorFlowCheckpoint.open(folder.resolve("variables.meta"))) {
      assertThat(checkpoint.names()).containsExactly("a");
    }
  }

  @Test
  void a_data_file_without_its_index_is_told_which_it_is() throws IOException {
    Path data = Files.write(folder.resolve("variables.data-00000-of-00001"), new byte[7]);

    assertThatThrownBy(() -> TensorFlowCheckpoint.open(data))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("tensorflow checkpoint: file must exist and be readable; got "
            + folder.resolve("variables.index"));
  }

  @Test
  void a_checksum_tells_whether_elements_have_changed() {
    byte[] data = floats(2, 3, 5);
    entries.put("a", tensor(1, 0, 4, 8, 2).fixed32(6, FuzzTable.maskedChecksum(data, 4, 8)));
    shards.add(data);

    try (var checkpoint = open()) {
      checkpoint.verify("a");
    }

    int right = FuzzTable.maskedChecksum(data, 4, 8);
    data[7] ^= 1;
    int wrong = FuzzTable.maskedChecksum(data, 4, 8);
    try (var checkpoint = open()) {
      assertThatThrownBy(() -> checkpoint.verify("a"))
          .isInstanceOf(FormatException.class)
          .hasMessage("tensorflow checkpoint: variables.data-00000-of-00001: at byte 4: tensor a"
              + " must have the masked CRC-32C %08x; got %08x".formatted(right, wrong));
    }
  }

  static Stream<Arguments> entriesThatAreWrong() {
    return Stream.of(
        arguments(
            tensor(34, 0, 0, 8, 1),
            "tensor a must have a dtype that TensorFlow has, from 1 to 33; got 34"),
        arguments(tensor(22, 0, 0, 8, 3), "tensor a must have 12 bytes for uint32(3); got 8"),
        arguments(
            message().number(1, 1).message(2, message().number(3, 1)),
            "tensor a must have a known rank; got unknown_rank 1"),
        arguments(
            tensor(1, 0, 0, 8, 2).bytes(7, new byte[1]),
            "tensor a must be stored whole; got slices"),
        arguments(tensor(1, 1, 0, 8, 2), "tensor a must have a shard_id from 0 to 0; got 1"),
        arguments(
            tensor(1, 0, 4, 8, 2),
            "tensor a must lie within the 8 bytes of variables.data-00000-of-00001; got offset 4"
                + " and size 8"),
        arguments(tensor(1, 0, 0, 8, 3), "tensor a must have 12 bytes for F32(3); got 8"),
        arguments(tensor(1, 0, 0, 8, -1), "every axis must be from 0 to 2147483647; got -1"),
        arguments(
            tensor(1, 0, 0, 8, 1L << 31),
            "every axis must be from 0 to 2147483647; got 2147483648"),
        arguments(
            tensor(1, 0, 0, 8, 2_147_483_647, 2_147_483_647, 2),
            "tensor a must have less than 2^63 bits; got sizes 2147483647, 2147483647, 2"));
  }

  @ParameterizedTest
  @MethodSource("entriesThatAreWrong")
  void an_entry_that_is_wrong(FuzzMessage entry, String said) {
    shards.add(new byte[8]);
    entries.put("a", entry);

    assertThatThrownBy(this::open)
        .isInstanceOf(FormatException.class)
        .hasMessageMatching("tensorflow checkpoint: variables.index: at byte \\d+: .*")
        .hasMessageEndingWith(": " + said);
  }

  static Stream<Arguments> headersThatAreWrong() {
    return Stream.of(
        arguments(
            message().number(1, 0), 3, "header's num_shards must be from 1 to 2147483647; got 0"),
        arguments(
            message().number(1, 1).number(2, 1), 5, "header's endianness must be little, 0; got 1"),
        arguments(
            message().number(1, 1).message(3, message().number(2, 2)),
            7,
            "header must allow readers of version 1; got min_consumer 2"),
        arguments(
            message().number(1, 2),
            3,
            "shard must exist beside the index; got no file variables.data-00001-of-00002"));
  }

  @ParameterizedTest
  @MethodSource("headersThatAreWrong")
  void a_header_that_is_wrong(FuzzMessage wrong, int at, String said) throws IOException {
    header = wrong;
    Files.write(folder.resolve("variables.data-00000-of-00002"), new byte[8]);

    assertThatThrownBy(this::open)
        .isInstanceOf(FormatException.class)
        .hasMessage("tensorflow checkpoint: variables.index: at byte %d: %s".formatted(at, said));
  }

  @Test
  void a_table_without_a_header() throws IOException {
    byte[] table = new TableBytes().add("x", TableBytes.block("0 1 0 b", 0)).toByteArray();
    Files.write(folder.resolve("variables.index"), table);

    assertThatThrownBy(() -> TensorFlowCheckpoint.open(folder.resolve("variables.index")))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "tensorflow checkpoint: variables.index: at byte 4: the first key must be empty,"
                + " the header's; got b");
  }

  @Test
  void an_index_that_is_absent() {
    assertThatThrownBy(() -> TensorFlowCheckpoint.open(folder.resolve("variables")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("tensorflow checkpoint: file must exist and be readable; got "
            + folder.resolve("variables.index"));
  }

  private TensorFlowCheckpoint open() {
    write();
    return TensorFlowCheckpoint.open(folder.resolve("variables.index"));
  }

  private void write() {
    var table = new FuzzTable(HARMLESS);
    table.add(new byte[0], header.toByteArray());
    entries.forEach(
        (name, entry) -> table.add(name.getBytes(StandardCharsets.UTF_8), entry.toByteArray()));
    try {
      Files.write(folder.resolve("variables.index"), table.toByteArray());
      for (int i = 0; i < shards.size(); i++) {
        String name = "variables.data-%05d-of-%05d".formatted(i, shards.size());
        Files.write(folder.resolve(name), shards.get(i));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FuzzMessage message() {
    return new FuzzMessage(HARMLESS);
  }

  private static FuzzMessage tensor(int type, int shard, int at, int bytes, long... sizes) {
    FuzzMessage shape = message();
    for (long size : sizes) {
      shape.message(2, message().number(1, size));
    }
    return message()
        .number(1, type)
        .message(2, shape)
        .number(3, shard)
        .number(4, at)
        .number(5, bytes);
  }

  private static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }
}
