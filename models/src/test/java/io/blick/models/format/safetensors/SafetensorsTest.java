package io.blick.models.format.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import io.blick.models.format.FormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  @TempDir
  Path folder;

  @ParameterizedTest
  @EnumSource
  void every_type_comes_back_with_the_same_bytes(DType type) {
    Tensor tensor = bytes(type, 3, 5, 7);

    Safetensors.write(file(), Map.of("a", tensor), Map.of());

    try (var read = Safetensors.open(file())) {
      assertThat(read.tensor("a").type()).isEqualTo(type);
      assertThat(read.tensor("a").sizes()).containsExactly(3, 5, 7);
      assertThat(read.tensor("a").data().mismatch(tensor.data())).isEqualTo(-1);
    }
  }

  @Test
  void names_and_metadata_keep_to_their_order() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("odd", bytes(DType.U8, 13));
    tensors.put("å\"\\\u0001", bytes(DType.F32, 64));
    tensors.put("nothing", Tensor.zeros(7, 0, 3));
    tensors.put("scalar", Tensor.of(new double[] {2.5}));

    Safetensors.write(file(), tensors, Map.of("z", "\u2028", "a", "1"));

    try (var read = Safetensors.open(file())) {
      assertThat(read.names()).containsExactly("odd", "å\"\\\u0001", "nothing", "scalar");
      assertThat(read.metadata()).containsExactly(Map.entry("a", "1"), Map.entry("z", "\u2028"));
      assertThat(read.tensor("nothing").sizes()).containsExactly(7, 0, 3);
      assertThat(read.tensor("scalar").rank()).isZero();
      assertThat(read.tensor("scalar").get(0)).isEqualTo(2.5);
    }
  }

  @Test
  void tensors_begin_at_multiples_of_64_bytes_as_far_as_no_gap_allows() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("bytes", bytes(DType.U8, 13));
    tensors.put("bias", bytes(DType.F32, 3));
    tensors.put("first", bytes(DType.F32, 5, 16));
    tensors.put("second", bytes(DType.F32, 7, 16));

    Safetensors.write(file(), tensors, Map.of());

    try (var read = Safetensors.open(file())) {
      assertThat(read.tensor("first").data().address() % 64).isZero();
      assertThat(read.tensor("second").data().address() % 64).isZero();
      assertThat(read.tensor("bias").data().address() % 64).isZero();
      assertThat(read.tensor("bytes").data().address() % 4).isZero();
    }
  }

  @Test
  void writing_twice_gives_the_same_bytes_and_leaves_no_other_file() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("b", bytes(DType.F32, 3, 11));
    tensors.put("a", bytes(DType.I64, 13));
    Map<String, String> metadata = Map.of("x", "1", "y", "2", "z", "3");

    Safetensors.write(file(), tensors, metadata);
    byte[] once = Files.readAllBytes(file());
    Safetensors.write(file(), tensors, metadata);

    assertThat(Files.readAllBytes(file())).isEqualTo(once);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void memory_on_the_heap_is_written_too() {
    var heap = MemorySegment.ofArray(new float[] {2, 3, 5});

    Safetensors.write(file(), Map.of("a", Tensor.over(heap, DType.F32, 3)), Map.of());

    try (var read = Safetensors.open(file())) {
      assertThat(read.tensor("a").toFloats()).containsExactly(2, 3, 5);
    }
  }

  @Test
  void a_foreign_file_is_read_at_whatever_offset_it_has() throws IOException {
    Tensor tensor = bytes(DType.F32, 3, 7);
    String json = "{\"a\":{\"shape\":[3,7],\"dtype\":\"F32\",\"data_offsets\":[0,84]}}";
    for (int spaces = 0; spaces < 8; spaces++) {
      write(json + " ".repeat(spaces), tensor.data().toArray(ValueLayout.JAVA_BYTE));

      try (var read = Safetensors.open(file())) {
        assertThat(read.tensor("a").data().mismatch(tensor.data())).isEqualTo(-1);
        assertThat(read.tensor("a").get(20)).isEqualTo(tensor.get(20));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "U64, 56",
    "C64, 56",
    "U32, 28",
    "U16, 14",
    "F8_E4M3, 7",
    "F8_E5M2, 7",
    "F8_E8M0, 7",
    "F8_E4M3FNUZ, 7",
    "F8_E5M2FNUZ, 7",
    "F6_E2M3, 21",
    "F6_E3M2, 21",
    "F4, 14"
  })
  void a_type_that_tensors_have_not_is_measured_and_refused_where_it_is_needed(
      String type, int bytes) throws IOException {
    int size = type.startsWith("F6") || type.equals("F4") ? 28 : 7;
    write(
        "{\"a\":{\"dtype\":\"%s\",\"shape\":[%d],\"data_offsets\":[0,%d]},"
                .formatted(type, size, bytes)
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[%d,%d]}}"
                .formatted(bytes, bytes + 4),
        new byte[bytes + 4]);

    try (var read = Safetensors.open(file())) {
      assertThat(read.names()).containsExactly("a", "b");
      assertThat(read.weight("b", 1).get(0)).isZero();
      assertThatThrownBy(() -> read.weight("a", size))
          .isInstanceOf(FormatException.class)
          .hasMessageEndingWith(": weight a must have a type of F64, F32, F16, BF16; got " + type);
      assertThatThrownBy(() -> read.tensor("a"))
          .isInstanceOf(FormatException.class)
          .hasMessageEndingWith(": tensor a must have a type of F64, F32, F16, BF16, I64, I32, I16,"
              + " I8, U8, BOOL to be read; got " + type);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"__metadata__\":null,%s}",
        "{%s,\"__metadata__\":null}",
        "{ \"__metadata__\" :\n{} , %s\t}  \r\n",
        "{%s}"
      })
  void metadata_may_be_null_or_empty_or_absent_and_stand_anywhere(String header)
      throws IOException {
    String entry = "\"a\":{\"data_offsets\":[0,4],\"shape\":[],\"dtype\":\"F32\"}";
    write(header.formatted(entry), (byte) 0, (byte) 0, (byte) 0x80, (byte) 0x3f);

    try (var read = Safetensors.open(file())) {
      assertThat(read.metadata()).isEmpty();
      assertThat(read.tensor("a").get(0)).isEqualTo(1);
    }
  }

  @Test
  void a_file_is_closed_once_and_says_so_when_it_is_read_after_that() {
    Safetensors.write(file(), Map.of("a", Tensor.zeros(3)), Map.of());
    Safetensors read = Safetensors.open(file());

    read.close();
    read.close();

    assertThatThrownBy(() -> read.tensor("a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("safetensors: %s must be open to be read; got it closed; open it again"
            .formatted(file()));
  }

  @Test
  void a_file_that_is_cut_off_while_it_is_read_is_named() throws IOException {
    Safetensors.write(file(), Map.of("a", Tensor.zeros(3, 100_003)), Map.of());
    long before = Files.size(file());

    try (var read = Safetensors.open(file())) {
      Tensor tensor = read.tensor("a");
      Files.write(file(), new byte[7], StandardOpenOption.TRUNCATE_EXISTING);

      assertThatThrownBy(() -> read.reading(tensor::toFloats))
          .isInstanceOf(FormatException.class)
          .hasMessage("safetensors: model.safetensors: at byte 0: the file must not change while it"
              + " is open; got it written anew, 7 bytes where %d were; open it again"
                  .formatted(before));
    }
  }

  @Test
  void a_file_that_is_written_to_is_refused_even_where_memory_stays_readable() throws IOException {
    Safetensors.write(file(), Map.of("a", Tensor.zeros(3)), Map.of());
    long before = Files.size(file());

    try (var read = Safetensors.open(file())) {
      Tensor tensor = read.tensor("a");
      Files.write(file(), new byte[5], StandardOpenOption.APPEND);

      assertThatThrownBy(() -> read.reading(tensor::toFloats))
          .isInstanceOf(FormatException.class)
          .hasMessageEndingWith(
              "got it written anew, %d bytes where %d were; open it again", before + 5, before);
    }
  }

  @Test
  void a_file_that_another_replaces_is_read_as_it_was() throws IOException {
    Safetensors.write(file(), Map.of("a", Tensor.zeros(3)), Map.of());

    try (var read = Safetensors.open(file())) {
      Tensor tensor = read.tensor("a");
      Safetensors.write(file(), Map.of("a", Tensor.zeros(7)), Map.of());
      assertThat(read.reading(tensor::toFloats)).containsExactly(0, 0, 0);
      Files.delete(file());
      assertThat(read.reading(tensor::toFloats)).containsExactly(0, 0, 0);
    }
  }

  @Test
  void a_name_that_is_absent_is_answered_with_the_nearest() {
    Tensor tensor = bytes(DType.F32, 3);
    Safetensors.write(file(), Map.of("layer.3.query", tensor, "layer.3.key", tensor), Map.of());

    try (var read = Safetensors.open(file())) {
      assertThatThrownBy(() -> read.tensor("layer.3.qeury"))
          .isInstanceOf(FormatException.class)
          .hasMessage("safetensors: model.safetensors: at byte 0: the file must have the tensor"
              + " layer.3.qeury; got 2 others, the nearest is layer.3.query");
    }
  }

  @Test
  void a_file_that_is_absent_is_said() {
    assertThatThrownBy(() -> Safetensors.open(file()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("safetensors: file must exist and be readable; got " + file());
  }

  private Path file() {
    return folder.resolve("model.safetensors");
  }

  private void write(String json, byte... data) throws IOException {
    byte[] header = json.getBytes(StandardCharsets.UTF_8);
    ByteBuffer all = ByteBuffer.allocate(8 + header.length + data.length);
    all.order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).put(header).put(data);
    Files.write(file(), all.array());
  }

  /** A tensor of which every byte differs from its neighbours. */
  private static Tensor bytes(DType type, int... sizes) {
    Tensor tensor = Tensor.zeros(type, sizes);
    for (long i = 0; i < tensor.data().byteSize(); i++) {
      tensor.data().set(ValueLayout.JAVA_BYTE, i, (byte) (31 * i + 17));
    }
    return tensor;
  }
}
