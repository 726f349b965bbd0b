package io.blick.models.format.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.blick.core.tensor.Tensor;
import io.blick.models.format.FormatException;
import io.blick.models.format.fuzz.LittleEndian;
import io.blick.models.format.mapped.OpenFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are refused: each says why and where, and none stays open. */
class SafetensorsErrorTest {
  private static final String ENTRY = "{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";

  @TempDir
  private Path folder;

  private long mappedBefore;

  @BeforeEach
  void count() {
    mappedBefore = OpenFiles.mapped();
  }

  @AfterEach
  void nothing_stays_open() {
    assertThat(OpenFiles.mapped()).isEqualTo(mappedBefore);
  }

  static Stream<Arguments> headers() {
    return Stream.of(
        arguments("", 8, "header must begin with {; got nothing"),
        arguments("[]", 8, "header must begin with {; got byte 91"),
        arguments(
            "{a}",
            9,
            "header must be JSON; got unexpected character ('a' (code 97)): was"
                + " expecting double-quote to start field ..."),
        arguments(
            "{\"a\":" + ENTRY,
            61,
            "header must be JSON; got unexpected end-of-input: expected"
                + " close marker for Object"),
        arguments(
            "{\"a\":" + ENTRY + "} 2",
            64,
            "nothing but white space may follow the header's object; got 2"),
        arguments("{\"a\":7}", 14, "tensor a must be an object; got 7"),
        arguments(
            "{\"__metadata__\":{},\"__metadata__\":{}}",
            43,
            "every key must occur once; got __metadata__ again"),
        arguments(
            "{\"__metadata__\":{\"a\":1}}",
            30,
            "__metadata__ must map text to text, or be null; got 1"),
        arguments(
            "{\"a\":" + ENTRY + ",\"a\":" + ENTRY + "}",
            67,
            "every name must occur once; got a again"),
        arguments(
            "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}",
            14,
            "every key must occur once; got dtype again"));
  }

  static Stream<Arguments> entries() {
    return Stream.of(
        entry("\"kind\":3", "must have dtype, shape and data_offsets alone; got kind"),
        entry(
            "\"shape\":[2],\"data_offsets\":[0,8]",
            "must have dtype, shape and data_offsets; got no dtype"),
        entry(
            "\"dtype\":\"F32\",\"data_offsets\":[0,8]",
            "must have dtype, shape and data_offsets; got no shape"),
        entry(
            "\"dtype\":\"F32\",\"shape\":[2]",
            "must have dtype, shape and data_offsets; got no data_offsets"),
        entry("\"dtype\":\"F31\"", "must have a dtype that safetensors has, such as F32; got F31"),
        entry("\"shape\":[2.5]", "must have a shape that is a list of whole numbers; got 2.5"),
        entry("\"data_offsets\":[0]", "must have data_offsets that are two whole numbers; got ]"),
        entry("\"data_offsets\":[9,3]", "must have data_offsets 0 <= begin <= end; got 9 and 3"),
        entry("\"shape\":[-0]", "must have a shape that is a list of whole numbers; got -0"),
        entry(
            "\"dtype\":\"F4\",\"shape\":[3,5],\"data_offsets\":[0,8]",
            "must end at a whole byte; got F4(3, 5)"),
        entry(
            "\"dtype\":\"U32\",\"shape\":[2],\"data_offsets\":[0,4]",
            "must have 8 bytes for U32(2); got 4"),
        arguments(
            "{\"__metadata__\":[]}", 25, "__metadata__ must map text to text, or be null; got ["),
        entry(
            "\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]",
            "must have 12 bytes for F32(3); got 8"),
        entry(
            "\"dtype\":\"U8\",\"shape\":[6],\"data_offsets\":[2,8]",
            "must begin where the one before it ends, at 0 of the data; got 2"),
        arguments(
            "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}}",
            63,
            "the tensors must fill the data, 8 bytes; got 2"));
  }

  private static Arguments entry(String fields, String said) {
    return arguments("{\"a\":{" + fields + "}}", 14, "tensor a " + said);
  }

  @ParameterizedTest
  @MethodSource({"headers", "entries"})
  void a_header_that_is_wrong(String header, int at, String said) throws IOException {
    write(header.getBytes(StandardCharsets.UTF_8).length, header);

    refused(at, said);
  }

  @Test
  void an_axis_that_is_none() throws IOException {
    String header = "{\"a\":{\"shape\":[2147483648]}}";
    write(header.length(), header);

    refused(14, "every axis must be from 0 to 2147483647; got 2147483648");
  }

  @Test
  void metadata_that_is_no_text() throws IOException {
    String header = "{\"__metadata__\":{\"a\":\"\\ud83d\"}}";
    write(header.length(), header);

    refused(37, "text must be UTF-8; got a malformed character");
  }

  @Test
  void a_header_longer_than_the_file() throws IOException {
    write(1_000, "{}");

    refused(
        0,
        "header must end within the file; got 1000 bytes, the file has 10 after its length; fetch"
            + " it again");
  }

  @Test
  void a_pointer_to_a_file_that_was_not_fetched() throws IOException {
    Files.write(file(), LittleEndian.pointer());

    refused(
        0,
        "the file must be here itself; got what Git LFS leaves in its place; fetch it by git lfs"
            + " pull");
  }

  @Test
  void a_header_that_is_too_long() throws IOException {
    Files.writeString(file(), "12345678{}");

    refused(0, "header must have at most 100000000 bytes; got 4050765991979987505");
  }

  @Test
  void a_file_of_less_than_its_first_number() throws IOException {
    Files.write(file(), new byte[7]);

    refused(
        0, "the first 8 bytes must be the header's length; got a file of 7 bytes; fetch it again");
  }

  /** Tensors of 12, 28 and 44 bytes lie in this order: cut inside each, and where each begins. */
  @ParameterizedTest
  @ValueSource(ints = {1, 43, 44, 45, 58, 71, 72, 80, 84})
  void a_file_cut_short(int missing) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("a", Tensor.zeros(3));
    tensors.put("b", Tensor.zeros(7));
    tensors.put("c", Tensor.zeros(11));
    Safetensors.write(file(), tensors, Map.of());
    byte[] whole = Files.readAllBytes(file());
    int left = whole.length - missing;
    Files.write(file(), Arrays.copyOf(whole, left));

    refused(
        left,
        "the file must have the %d bytes that its header tells of; got %d; fetch it again"
            .formatted(whole.length, left));
  }

  @Test
  void a_file_cut_in_its_header() throws IOException {
    Safetensors.write(file(), Map.of("a", Tensor.zeros(3, 5)), Map.of());
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(whole, 31));

    refused(
        0,
        "header must end within the file; got %d bytes, the file has 23 after its length; fetch it"
                .formatted(whole.length - 8 - 60)
            + " again");
  }

  @Test
  void a_weight_is_of_its_type_and_sizes_or_refused() {
    Safetensors.write(
        file(), Map.of("a", Tensor.zeros(3, 5), "b", Tensor.of(new int[7], 7)), Map.of());

    try (var file = Safetensors.open(file())) {
      assertThat(file.weight("a", 3, 5).toFloats()).containsOnly(0);
      assertThatThrownBy(() -> file.weight("a", 5, 3))
          .isInstanceOf(FormatException.class)
          .hasMessageEndingWith(": weight a must have the sizes (5, 3); got (3, 5)");
      assertThatThrownBy(() -> file.weight("b", 7))
          .isInstanceOf(FormatException.class)
          .hasMessageEndingWith(": weight b must have a type of F64, F32, F16, BF16; got I32");
    }
  }

  @Test
  void what_cannot_be_written_is_said() {
    Tensor tensor = Tensor.zeros(3);

    assertThatThrownBy(() -> Safetensors.write(file(), Map.of("__metadata__", tensor), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("safetensors: a tensor's name must not be __metadata__; got it");
    assertThatThrownBy(() -> Safetensors.write(file(), Map.of("a\ud83d", tensor), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("safetensors: text must not hold half a surrogate pair; got a\\ud83d");
    assertThat(folder).isEmptyDirectory();
  }

  private Path file() {
    return folder.resolve("model.safetensors");
  }

  /** Writes a length, a header and eight bytes of data. */
  private void write(int length, String header) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer all = ByteBuffer.allocate(8 + text.length + 8).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file(), all.putLong(length).put(text).array());
  }

  private void refused(int at, String said) {
    assertThatThrownBy(() -> Safetensors.open(file()))
        .isInstanceOf(FormatException.class)
        .hasMessage("safetensors: model.safetensors: at byte %d: %s".formatted(at, said));
  }
}
