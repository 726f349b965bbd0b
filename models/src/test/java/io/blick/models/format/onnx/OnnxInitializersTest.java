package io.blick.models.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.blick.core.tensor.DType;
import io.blick.models.format.FormatException;
import io.blick.models.format.fuzz.FuzzMessage;
import io.blick.models.format.fuzz.Mutator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Small models made by hand. */
class OnnxInitializersTest {
  private static final Mutator HARMLESS = Mutator.harmless();

  @TempDir
  private Path folder;

  @Test
  void initializers_keep_their_names_and_order() {
    FuzzMessage graph = message()
        .message(5, tensor("b", 1, 2, 3).bytes(9, floats(2, 3, 5, 7, 11, 13)))
        .message(5, tensor("a", 1, 2).bytes(4, floats(17, 19)))
        .message(5, tensor("scalar", 11).bytes(10, doubles(0.1)));

    try (var onnx = open(graph)) {
      assertThat(onnx.names()).containsExactly("b", "a", "scalar");
      assertThat(onnx.tensor("b").sizes()).containsExactly(2, 3);
      assertThat(onnx.tensor("b").toFloats()).containsExactly(2, 3, 5, 7, 11, 13);
      assertThat(onnx.tensor("a").toFloats()).containsExactly(17, 19);
      assertThat(onnx.tensor("scalar").rank()).isZero();
      assertThat(onnx.tensor("scalar").get(0)).isEqualTo(0.1);
      assertThat(onnx.transposed("b")).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7, I64, -9223372036854775808",
    "6, 5, I32, -2147483648",
    "5, 5, I16, -32768",
    "3, 5, I8, -128",
    "2, 5, U8, 255",
    "9, 5, BOOL, 1",
    "10, 5, F16, 15360",
    "16, 5, BF16, 16256"
  })
  void whole_numbers_may_be_a_list_of_varints(int type, int field, DType expected, long value) {
    double decoded = expected == DType.F16 || expected == DType.BF16 ? 1 : value;

    try (var onnx = open(message().message(5, tensor("a", type, 2).varints(field, 0, value)))) {
      assertThat(onnx.tensor("a").type()).isEqualTo(expected);
      assertThat(onnx.tensor("a").toDoubles()).containsExactly(0, decoded);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "4, uint16, 14",
    "12, uint32, 28",
    "13, uint64, 56",
    "14, complex64, 56",
    "15, complex128, 112",
    "17, float8e4m3fn, 7",
    "18, float8e4m3fnuz, 7",
    "19, float8e5m2, 7",
    "20, float8e5m2fnuz, 7",
    "21, uint4, 4",
    "22, int4, 4",
    "23, float4e2m1, 4",
    "24, float8e8m0, 7",
    "25, uint2, 2",
    "26, int2, 2"
  })
  void a_type_that_tensors_have_not_is_measured_and_refused_where_it_is_needed(
      int type, String name, int bytes) {
    FuzzMessage graph = message().message(5, tensor("a", type, 7).bytes(9, new byte[bytes]));

    try (var onnx = open(graph)) {
      assertThat(onnx.names()).containsExactly("a");
      assertThatThrownBy(() -> onnx.weight("a", 7))
          .isInstanceOf(FormatException.class)
          .hasMessageEndingWith(": weight a must have a type of F64, F32, F16, BF16; got " + name);
    }
    assertThatThrownBy(() ->
            open(message().message(5, tensor("a", type, 7).bytes(9, new byte[bytes + 1]))))
        .isInstanceOf(FormatException.class)
        .hasMessageEndingWith(
            ": tensor a must have %d bytes for %s(7); got %d".formatted(bytes, name, bytes + 1));
  }

  @Test
  void lists_of_types_that_tensors_have_not_are_counted() {
    FuzzMessage graph = message()
        .message(5, tensor("long", 13, 3).varints(11, 5, 300, 7))
        .message(5, tensor("nibbles", 22, 5).varints(5, 5, 255, 7))
        .message(5, tensor("complex", 14, 1).bytes(4, floats(2, 3)))
        .message(5, tensor("words", 8, 2).text(6, "x").text(6, "yz"))
        .message(5, matrix("a"));

    try (var onnx = open(graph)) {
      assertThat(onnx.names()).containsExactly("long", "nibbles", "complex", "a");
      assertThat(onnx.tensor("a").toFloats()).containsExactly(2, 3);
    }
  }

  @Test
  void sizes_may_be_packed() {
    FuzzMessage packed = message().varints(1, 1, 2).number(2, 1).text(8, "a");

    try (var onnx = open(message().message(5, packed.bytes(9, floats(3, 5))))) {
      assertThat(onnx.tensor("a").sizes()).containsExactly(1, 2);
    }
  }

  @Test
  void a_weight_without_a_name_is_named_after_the_node_that_multiplies_by_it() {
    FuzzMessage graph = message()
        .message(1, node("MatMul", "/encoder/layer.0/query/MatMul", "x", "onnx::MatMul_7", "y"))
        .message(1, node("MatMul", "", "x", "12", "/encoder/layer.1/query/MatMul_output_0"))
        .message(5, matrix("onnx::MatMul_7"))
        .message(5, matrix("12"));

    try (var onnx = open(graph)) {
      assertThat(onnx.names())
          .containsExactly("encoder.layer.0.query.weight", "encoder.layer.1.query.weight");
      assertThat(onnx.transposed("encoder.layer.0.query.weight")).isTrue();
      assertThat(onnx.tensor("encoder.layer.1.query.weight").toFloats()).containsExactly(2, 3);
    }
  }

  @Test
  void a_weight_with_a_name_keeps_it_and_is_transposed_all_the_same() {
    FuzzMessage graph = message()
        .message(1, node("MatMul", "/decoder/MatMul", "x", "table", "y"))
        .message(5, matrix("table"));

    try (var onnx = open(graph)) {
      assertThat(onnx.names()).containsExactly("table");
      assertThat(onnx.transposed("table")).isTrue();
    }
  }

  @Test
  void a_weight_keeps_a_made_up_name_where_the_node_gives_none() {
    FuzzMessage graph = message()
        .message(1, node("Add", "/encoder/Add", "x", "onnx::Add_3", "y"))
        .message(1, node("MatMul", "/MatMul", "x", "onnx::MatMul_5", "y"))
        .message(1, node("MatMul", "/query/MatMul", "x", "onnx::MatMul_7", "y"))
        .message(1, node("MatMul", "/query/MatMul", "onnx::MatMul_9", "z", "y"))
        .message(5, matrix("onnx::Add_3"))
        .message(5, matrix("onnx::MatMul_5"))
        .message(5, matrix("onnx::MatMul_7"))
        .message(5, matrix("onnx::MatMul_9"))
        .message(5, matrix("query.weight"));

    try (var onnx = open(graph)) {
      assertThat(onnx.names())
          .containsExactly(
              "onnx::Add_3", "onnx::MatMul_5", "onnx::MatMul_7", "onnx::MatMul_9", "query.weight");
      assertThat(onnx.transposed("onnx::MatMul_7")).isTrue();
      assertThat(onnx.transposed("onnx::MatMul_9")).isFalse();
    }
  }

  @Test
  void two_weights_may_be_multiplied_by_nodes_of_one_name() {
    FuzzMessage graph = message()
        .message(1, node("MatMul", "/query/MatMul", "x", "onnx::MatMul_1", "y"))
        .message(1, node("MatMul", "/query/MatMul", "x", "onnx::MatMul_2", "y"))
        .message(5, matrix("onnx::MatMul_1"))
        .message(5, matrix("onnx::MatMul_2"));

    try (var onnx = open(graph)) {
      assertThat(onnx.names()).containsExactly("query.weight", "onnx::MatMul_2");
    }
  }

  static Stream<Arguments> tensorsThatAreWrong() {
    return Stream.of(
        arguments(message().number(2, 1), "initializer must have a name; got none"),
        arguments(
            tensor("a", 27, 1),
            "tensor a must have a data_type that ONNX has, from 1 to 26; got 27"),
        arguments(
            tensor("a", 12, 3).varints(11, 5, 7),
            "tensor a must have 3 elements for uint32(3); got 2"),
        arguments(
            tensor("a", 8, 3).text(6, "x").text(6, "y"),
            "tensor a must have 3 elements for string(3); got 2"),
        arguments(
            tensor("a", 1, 1).text(6, "x"),
            "tensor a must have its elements in raw_data or in the list for its type; got field 6"),
        arguments(
            tensor("a", 1, 1).number(14, 1),
            "tensor a must have its elements in this file; got external data"),
        arguments(
            tensor("a", 1, 1).bytes(13, new byte[2]),
            "tensor a must have its elements in this file; got external data"),
        arguments(
            tensor("a", 1, 1).bytes(3, new byte[2]),
            "tensor a must be stored whole; got a segment"),
        arguments(
            tensor("a", 1, 1).varints(7, 3),
            "tensor a must have its elements in raw_data or in the list for its type; got field 7"),
        arguments(
            tensor("a", 1, 1).bytes(4, floats(3)).bytes(9, floats(3)),
            "tensor a must have its elements in one piece; got another at field 9"),
        arguments(
            tensor("a", 7, 3).varints(7, 5, 300),
            "tensor a must have 3 elements for I64(3); got 2"),
        arguments(
            tensor("a", 7, 5).varints(7, 5, 7),
            "tensor a must have 5 elements for I64(5); got at most 2"),
        arguments(
            tensor("a", 7, 1).varints(7, 5, 7),
            "tensor a must have 1 elements for I64(1); got more"),
        arguments(
            tensor("a", 3, 1).varints(5, 128), "tensor a must have elements that fit I8; got 128"),
        arguments(
            tensor("a", 1, 3).bytes(9, floats(2, 3)),
            "tensor a must have 12 bytes for F32(3); got 8"),
        arguments(tensor("a", 1, 3), "tensor a must have 12 bytes for F32(3); got 0"),
        arguments(tensor("a", 1, 1).number(8, 3), "field 8 must have wire type 2; got 0"));
  }

  @ParameterizedTest
  @MethodSource("tensorsThatAreWrong")
  void a_tensor_that_is_wrong(FuzzMessage tensor, String said) {
    assertThatThrownBy(() -> open(message().message(5, tensor)))
        .isInstanceOf(FormatException.class)
        .hasMessageMatching("onnx: model.onnx: at byte \\d+: .*")
        .hasMessageEndingWith(": " + said);
  }

  @Test
  void a_name_that_occurs_twice() {
    FuzzMessage graph = message().message(5, matrix("a")).message(5, matrix("a"));

    assertThatThrownBy(() -> open(graph))
        .isInstanceOf(FormatException.class)
        .hasMessage("onnx: model.onnx: at byte 27: every name must occur once; got a again");
  }

  @Test
  void a_model_without_a_graph() throws IOException {
    write(message().number(1, 8));

    assertThatThrownBy(() -> OnnxInitializers.open(file()))
        .isInstanceOf(FormatException.class)
        .hasMessage("onnx: model.onnx: at byte 0: model must have a graph; got none");
  }

  @Test
  void a_file_cut_short() throws IOException {
    write(message().message(7, message().message(5, matrix("a"))));
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(whole, whole.length - 1));

    assertThatThrownBy(() -> OnnxInitializers.open(file()))
        .isInstanceOf(FormatException.class)
        .hasMessage("onnx: model.onnx: at byte 0: field 7 must end within its message, of which 20"
            + " bytes are left; got 21");
  }

  private OnnxInitializers open(FuzzMessage graph) {
    write(message().number(1, 8).message(7, graph));
    return OnnxInitializers.open(file());
  }

  private void write(FuzzMessage model) {
    try {
      Files.write(file(), model.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file() {
    return folder.resolve("model.onnx");
  }

  private static FuzzMessage message() {
    return new FuzzMessage(HARMLESS);
  }

  private static FuzzMessage node(
      String operation, String name, String left, String right, String output) {
    return message().text(1, left).text(1, right).text(2, output).text(3, name).text(4, operation);
  }

  private static FuzzMessage matrix(String name) {
    return tensor(name, 1, 1, 2).bytes(9, floats(2, 3));
  }

  private static FuzzMessage tensor(String name, int type, long... sizes) {
    FuzzMessage tensor = message();
    for (long size : sizes) {
      tensor.number(1, size);
    }
    return tensor.number(2, type).text(8, name);
  }

  private static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static byte[] doubles(double value) {
    return ByteBuffer.allocate(8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putDouble(value)
        .array();
  }
}
