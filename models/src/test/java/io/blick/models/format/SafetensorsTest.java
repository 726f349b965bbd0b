package io.blick.models.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  @Test
  void a_name_that_is_absent_is_answered_with_the_nearest() {
    Tensor tensor = bytes(DType.F32, 3);
    Safetensors.write(file(), Map.of("layer.3.query", tensor, "layer.3.key", tensor), Map.of());

    try (var read = Safetensors.open(file())) {
      assertThatThrownBy(() -> read.tensor("layer.3.qeury"))
          .isInstanceOf(FormatException.class)
          .hasMessage("safetensors: model.safetensors: at byte 0: tensor must be one of the 2 in"
              + " the file; got layer.3.qeury, nearest name layer.3.query");
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
