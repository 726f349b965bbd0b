package io.blick.models.format.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.blick.models.format.FormatException;
import io.blick.models.format.mapped.OpenFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are refused: each says why and where, and none stays open. */
class GgufErrorTest {
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

  private static GgufBytes file(long tensors, long keys) {
    return new GgufBytes().begin("GGUF", 3, tensors, keys);
  }

  static Stream<Arguments> beginnings() {
    return Stream.of(
        arguments(
            new GgufBytes(),
            0,
            "the file must go on for 4 bytes of its first four letters; got 0; fetch it again"),
        arguments(
            new GgufBytes().begin("GGML", 3, 0, 0),
            0,
            "the file must begin with GGUF; got bytes 47474d4c"),
        arguments(new GgufBytes().begin("GGUF", 1, 0, 0), 4, "the version must be 2 or 3; got 1"),
        arguments(
            new GgufBytes().begin("GGUF", 0x03000000, 0, 0),
            4,
            "numbers must be little-endian; got version 3, which a big-endian machine wrote"),
        arguments(
            file(1, 0), 8, "the file must have room for 1 tensors; got 0 bytes; fetch it again"),
        arguments(
            file(-1, 0),
            8,
            "the file must have room for 18446744073709551615 tensors; got 0 bytes;"
                + " fetch it again"),
        arguments(
            file(0, 2).bytes(new byte[25]),
            16,
            "the file must have room for 2 keys; got 25 bytes; fetch it again"));
  }

  static Stream<Arguments> keys() {
    return Stream.of(
        arguments(
            file(0, 1).text(new byte[5], 1 << 25),
            24,
            "the text of a key must have at most 65535 bytes; got 33554432"),
        arguments(
            file(0, 1).key("a", 8).text(new byte[5], 1 << 25),
            37,
            "the text of key a must have at most 16777216 bytes; got 33554432"),
        arguments(
            file(0, 1).key("a", 9).int32(7).int64(2).int8(1).int8(7),
            50,
            "a flag must be 0 or 1; got 7"),
        arguments(
            file(0, 1).text(new byte[5], 99),
            32,
            "the file must go on for 99 bytes of a key; got 5; fetch it again"),
        arguments(
            file(0, 1).text(new byte[] {'a', (byte) 0xff}, 2).int32(0).int8(1),
            32,
            "text must be UTF-8; got a malformed character"),
        arguments(
            file(0, 2).key("a", 0).int8(1).key("a", 0).int8(2),
            38,
            "every key must occur once; got a again"),
        arguments(
            file(0, 1).key("a", 13).int8(1), 37, "key a must have a type from 0 to 12; got 13"),
        arguments(
            file(0, 1).key("a", 9).int32(9).int64(0),
            41,
            "list a must have numbers, flags or texts; got values of type 9"),
        arguments(
            file(0, 1).key("a", 9).int32(4).int64(3).int32(1).int32(2),
            49,
            "key a must have as many values as fit into the 8 bytes that follow; got 3; fetch the"
                + " file again"),
        arguments(file(0, 1).key("a", 7).int8(2), 37, "a flag must be 0 or 1; got 2"),
        arguments(
            file(0, 1).key("a", 10).int32(2),
            37,
            "the file must go on for 8 bytes of key a; got 4; fetch it again"),
        arguments(
            file(0, 1).key("general.alignment", 4).int32(12),
            0,
            "general.alignment must be a power of two; got 12"),
        arguments(
            file(0, 1).key("general.alignment", 8).text("32"),
            0,
            "key general.alignment must be a whole number; got a text"));
  }

  static Stream<Arguments> tensors() {
    return Stream.of(
        arguments(
            file(1, 0).tensor("a", 0, 0, 1, 1, 1, 1, 1),
            24,
            "tensor a must have at most 4 axes; got 5"),
        arguments(
            file(1, 0).tensor("a", 40, 0, 1).align(32).floats(1),
            24,
            "tensor a must have a type of ggml; got 40"),
        arguments(
            file(1, 0).tensor("a", 2, 0, 31, 3).align(32).bytes(new byte[99]),
            24,
            "tensor a must have rows of whole blocks, 32 elements, for Q4_0; got sizes 3, 31"),
        arguments(
            file(1, 0).tensor("a", 0, 16, 1).align(32).floats(1, 2, 3, 4, 5),
            24,
            "tensor a must begin at a multiple of 32 of the data; got 16"),
        arguments(
            file(1, 0).tensor("a", 0, 32, 7).align(32).floats(new float[14]),
            24,
            "tensor a must end within the file; got 28 bytes from 32 of the data, which has 56;"
                + " fetch it again"),
        arguments(
            file(1, 0).tensor("a", 0, 1L << 40, 7).align(32).floats(new float[14]),
            24,
            "tensor a must end within the file; got 28 bytes from 1099511627776 of the data, which"
                + " has 56; fetch it again"),
        arguments(
            file(2, 0).tensor("a", 0, 0, 9).tensor("b", 0, 32, 1).align(32).floats(new float[9]),
            57,
            "tensor b must begin behind the one before it, at 36 of the data or later; got 32"),
        arguments(
            file(2, 0).tensor("a", 0, 0, 1).tensor("a", 0, 32, 1).align(32).floats(new float[9]),
            57,
            "every name must occur once; got a again"),
        arguments(
            file(1, 0).tensor("a", 0, 0, 1L << 31),
            24,
            "every axis must be from 0 to 2147483647; got 2147483648"));
  }

  @ParameterizedTest
  @MethodSource({"beginnings", "keys", "tensors"})
  void a_file_that_breaks_a_rule_is_refused(GgufBytes bytes, long at, String message)
      throws IOException {
    Path file = folder.resolve("model.gguf");
    Files.write(file, bytes.toArray());

    assertThatThrownBy(() -> Gguf.open(file).close())
        .isInstanceOf(FormatException.class)
        .hasMessage("gguf: model.gguf: at byte %d: %s".formatted(at, message));
  }

  static Stream<Arguments> questions() {
    Consumer<GgufMetadata> text = metadata -> metadata.text("whole");
    Consumer<GgufMetadata> whole = metadata -> metadata.whole("name");
    Consumer<GgufMetadata> fraction = metadata -> metadata.whole("half");
    Consumer<GgufMetadata> large = metadata -> metadata.whole("large");
    Consumer<GgufMetadata> number = metadata -> metadata.number("flag");
    Consumer<GgufMetadata> flag = metadata -> metadata.flag("whole");
    Consumer<GgufMetadata> texts = metadata -> metadata.texts("list");
    Consumer<GgufMetadata> wholes = metadata -> metadata.wholes("texts");
    Consumer<GgufMetadata> flagged = metadata -> metadata.wholes("list");
    Consumer<GgufMetadata> counted = metadata -> metadata.numbers("list");
    Consumer<GgufMetadata> flags = metadata -> metadata.flags("texts");
    Consumer<GgufMetadata> absent = metadata -> metadata.text("nam");
    return Stream.of(
        arguments(text, "key whole must be a text; got the number 7"),
        arguments(whole, "key name must be a whole number; got a text"),
        arguments(fraction, "key half must be a whole number; got the number 0.5"),
        arguments(large, "key large must be a whole number; got the number 1.8446744073709552E19"),
        arguments(number, "key flag must be a number; got the flag true"),
        arguments(flag, "key whole must be a flag; got the number 7"),
        arguments(texts, "key list must be a list of texts; got a list of 1 values of type FLAG"),
        arguments(wholes, "key texts must be a list of whole numbers; got a list of 1 texts"),
        arguments(
            flagged,
            "key list must be a list of whole numbers; got a list of 1 values of type FLAG"),
        arguments(
            counted, "key list must be a list of numbers; got a list of 1 values of type FLAG"),
        arguments(flags, "key texts must be a list of flags; got a list of 1 texts"),
        arguments(absent, "the file must have the key nam; got 7 others, the nearest is name"));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void a_key_of_another_kind_is_named(Consumer<GgufMetadata> question, String message)
      throws IOException {
    Path file = folder.resolve("model.gguf");
    var bytes = file(0, 7)
        .key("name", 8)
        .text("Blick")
        .key("whole", 4)
        .int32(7)
        .key("half", 6)
        .floats(0.5f)
        .key("large", 10)
        .int64(-1)
        .key("flag", 7)
        .int8(1)
        .key("list", 9)
        .int32(7)
        .int64(1)
        .int8(0)
        .key("texts", 9)
        .int32(8)
        .int64(1)
        .text(new byte[] {(byte) 0xff}, 1);
    Files.write(file, bytes.toArray());

    try (Gguf open = Gguf.open(file)) {
      assertThatThrownBy(() -> question.accept(open.metadata()))
          .isInstanceOf(FormatException.class)
          .hasMessage("gguf: model.gguf: at byte 0: %s".formatted(message));
      assertThatThrownBy(() -> open.metadata().texts("texts"))
          .hasMessageEndingWith("text must be UTF-8; got a malformed character");
    }
  }
}
