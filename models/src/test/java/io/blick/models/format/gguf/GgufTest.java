package io.blick.models.format.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.blick.core.tensor.DType;
import io.blick.core.weight.Blocked;
import io.blick.core.weight.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in a GGUF file is read as it stands there. */
class GgufTest {
  @TempDir
  private Path folder;

  private Gguf open(GgufBytes bytes) throws IOException {
    Path file = folder.resolve("model.gguf");
    Files.write(file, bytes.toArray());
    return Gguf.open(file);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void tensors_are_found_by_name_with_their_sizes_outermost_first(int version) throws IOException {
    var bytes = new GgufBytes()
        .begin("GGUF", version, 3, 0)
        .tensor("b.weight", 0, 64, 3, 2)
        .tensor("a.weight", 24, 0, 7)
        .tensor("none", 30, 96, 0, 5)
        .align(32)
        .bytes(new byte[] {1, 2, 3, 4, 5, 6, -7})
        .align(32)
        .bytes(new byte[32])
        .floats(1, 2, 3, 4, 5, 6)
        .align(32);

    try (Gguf file = open(bytes)) {
      assertThat(file.names()).containsExactly("b.weight", "a.weight", "none");
      assertThat(file.sizes("b.weight")).containsExactly(2, 3);
      assertThat(file.weight("b.weight", 2, 3).toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(file.tensor("a.weight").type()).isEqualTo(DType.I8);
      assertThat(file.tensor("a.weight").toDoubles()).containsExactly(1, 2, 3, 4, 5, 6, -7);
      assertThat(file.sizes("none")).containsExactly(5, 0);
      assertThat(file.metadata().keys()).isEmpty();
    }
  }

  @Test
  void quantised_tensors_are_placed_by_the_size_of_their_blocks() throws IOException {
    var bytes = new GgufBytes()
        .begin("GGUF", 3, 3, 0)
        .tensor("q4_1", 3, 0, 64, 3)
        .tensor("q6_k", 14, 128, 256)
        .tensor("after", 0, 352, 1)
        .align(32)
        .bytes(new byte[352])
        .floats(7);

    try (Gguf file = open(bytes)) {
      assertThat(file.sizes("q4_1")).containsExactly(3, 64);
      assertThat(file.isReadable("q4_1")).isFalse();
      assertThat(file.isReadable("after")).isTrue();
      assertThat(file.weight("after", 1).toFloats()).containsExactly(7);
    }
  }

  @Test
  void matrices_are_weights_in_the_form_that_the_file_has() throws IOException {
    // A block of Q4_0: a scale of 0.5, and the numbers −8 to 7 twice.
    byte[] block = new byte[18];
    block[1] = 0x38;
    for (int i = 0; i < 16; i++) {
      block[2 + i] = (byte) (i | i << 4);
    }
    var bytes = new GgufBytes()
        .begin("GGUF", 3, 3, 0)
        .tensor("q", 2, 0, 32, 1)
        .tensor("f", 0, 32, 2, 3)
        .tensor("k", 10, 64, 256, 1)
        .align(32)
        .bytes(block)
        .align(32)
        .floats(1, 2, 3, 4, 5, 6)
        .align(32)
        .bytes(new byte[84]);

    try (Gguf file = open(bytes)) {
      Weight q = file.matrix("q", 1, 32);

      assertThat(q).isInstanceOf(Blocked.class);
      assertThat(q.dense().get(0)).isEqualTo(-4);
      assertThat(q.dense().get(31)).isEqualTo(3.5);
      assertThat(file.matrix("f", 3, 2).dense().toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
      assertThatThrownBy(() -> file.matrix("f", 2, 3))
          .hasMessageEndingWith("weight f must have the sizes (2, 3); got (3, 2)");
      assertThatThrownBy(() -> file.matrix("k", 1, 256))
          .hasMessageEndingWith("matrix k must have a type of F64, F32, F16, BF16, Q4_0, Q4_1,"
              + " Q5_0, Q5_1, Q8_0, Q4_K, Q5_K, Q6_K; got Q2_K");
    }
  }

  @Test
  void a_long_list_under_a_long_key_is_read_in_time() throws IOException {
    var bytes = new GgufBytes().begin("GGUF", 3, 0, 1);
    bytes.key("Ж".repeat(32_000), 9).int32(8).int64(2_500_000);
    bytes.bytes(new byte[8 * 2_500_000]);

    // Each text alone is nothing; the key told of each would be eighty thousand million characters.
    assertTimeoutPreemptively(Duration.ofSeconds(15), () -> open(bytes).close());
  }

  @Test
  void metadata_of_every_type_is_given_by_its_key() throws IOException {
    var bytes = new GgufBytes()
        .begin("GGUF", 3, 0, 12)
        .key("u8", 0)
        .int8(200)
        .key("i8", 1)
        .int8(-100)
        .key("u16", 2)
        .bytes((byte) 0x40, (byte) 0x9c)
        .key("i16", 3)
        .bytes((byte) 0x18, (byte) 0xfc)
        .key("u32", 4)
        .int32(3_000_000_000L)
        .key("i32", 5)
        .int32(-5)
        .key("f32", 6)
        .floats(0.1f)
        .key("no", 7)
        .int8(0)
        .key("yes", 7)
        .int8(1)
        .key("u64", 10)
        .int64(1L << 40)
        .key("i64", 11)
        .int64(-(1L << 40))
        .key("f64", 12)
        .int64(Double.doubleToRawLongBits(0.1));

    try (Gguf file = open(bytes)) {
      GgufMetadata metadata = file.metadata();

      assertThat(metadata.whole("u8")).isEqualTo(200);
      assertThat(metadata.whole("i8")).isEqualTo(-100);
      assertThat(metadata.whole("u16")).isEqualTo(40_000);
      assertThat(metadata.whole("i16")).isEqualTo(-1000);
      assertThat(metadata.whole("u32")).isEqualTo(3_000_000_000L);
      assertThat(metadata.whole("i32")).isEqualTo(-5);
      assertThat(metadata.number("f32")).isEqualTo(0.1f);
      assertThat(metadata.number("i32")).isEqualTo(-5);
      assertThat(metadata.flag("no")).isFalse();
      assertThat(metadata.flag("yes")).isTrue();
      assertThat(metadata.whole("u64")).isEqualTo(1L << 40);
      assertThat(metadata.whole("i64")).isEqualTo(-(1L << 40));
      assertThat(metadata.number("f64")).isEqualTo(0.1);
      assertThat(metadata.has("f64")).isTrue();
      assertThat(metadata.has("f65")).isFalse();
    }
  }

  @Test
  void texts_and_lists_are_given_by_their_key() throws IOException {
    var bytes = new GgufBytes()
        .begin("GGUF", 3, 0, 7)
        .key("text", 8)
        .text("Katten som min granne äger")
        .key("none", 8)
        .text("")
        .key("texts", 9)
        .int32(8)
        .int64(3)
        .text("Ġkatt")
        .text("")
        .text("猫")
        .key("wholes", 9)
        .int32(5)
        .int64(2)
        .int32(-3)
        .int32(7)
        .key("reals", 9)
        .int32(6)
        .int64(2)
        .floats(-1.5f, 2.25f)
        .key("last", 9)
        .int32(10)
        .int64(0)
        .key("flags", 9)
        .int32(7)
        .int64(2)
        .int8(0)
        .int8(1);

    try (Gguf file = open(bytes)) {
      GgufMetadata metadata = file.metadata();

      assertThat(metadata.text("text")).isEqualTo("Katten som min granne äger");
      assertThat(metadata.text("none")).isEmpty();
      assertThat(metadata.texts("texts")).containsExactly("Ġkatt", "", "猫");
      assertThat(metadata.wholes("wholes")).containsExactly(-3, 7);
      assertThat(metadata.numbers("wholes")).containsExactly(-3, 7);
      assertThat(metadata.numbers("reals")).containsExactly(-1.5, 2.25);
      assertThat(metadata.wholes("last")).isEmpty();
      assertThat(metadata.flags("flags")).containsExactly(false, true);
    }
  }

  @Test
  void the_data_begins_at_the_alignment_that_the_file_names() throws IOException {
    var bytes = new GgufBytes()
        .begin("GGUF", 3, 2, 1)
        .key("general.alignment", 4)
        .int32(8)
        .tensor("a", 0, 0, 1)
        .tensor("b", 0, 8, 1)
        .align(8)
        .floats(2)
        .align(8)
        .floats(3);

    try (Gguf file = open(bytes)) {
      assertThat(file.weight("a", 1).toFloats()).containsExactly(2);
      assertThat(file.weight("b", 1).toFloats()).containsExactly(3);
    }
  }

  @Test
  void a_closed_file_gives_nothing() throws IOException {
    Gguf file = open(new GgufBytes().begin("GGUF", 3, 0, 1).key("name", 8).text("a"));
    GgufMetadata metadata = file.metadata();
    file.close();

    assertThatThrownBy(() -> metadata.text("name"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("gguf: %s must be open to be read; got it closed; open it again"
            .formatted(folder.resolve("model.gguf")));
  }
}
