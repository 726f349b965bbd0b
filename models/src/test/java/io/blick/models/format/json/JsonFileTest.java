package io.blick.models.format.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.models.format.FormatException;
import io.blick.models.format.fuzz.LittleEndian;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small JSON files, as a model's folder has them. */
class JsonFileTest {
  @TempDir
  private Path folder;

  @Test
  void text_of_every_script_is_read_in_keys_and_values() {
    write("{\"å\": \"\ud83d\ude00\", \"\\ud83d\\ude00\": 7}");

    assertThat(read().path("å").textValue()).isEqualTo("\ud83d\ude00");
    assertThat(read().path("\ud83d\ude00").intValue()).isEqualTo(7);
  }

  /**
   * Overlong forms, halves of surrogate pairs, what is past U+10FFFF, what has no beginning or end.
   */
  @ParameterizedTest
  @CsvSource({
    "C0AF, C0",
    "C180, C1",
    "E08080, E0",
    "F0808080, F0",
    "EDA080, ED",
    "EDBFBF, ED",
    "F4908080, F4",
    "F5808080, F5",
    "80, 80",
    "FF, FF",
    "FE, FE",
    "C3, C3",
    "E282, E2",
    "F09F98, F0"
  })
  void bytes_that_are_not_utf_8_are_told_by_the_first(String bytes, String first) {
    byte[] text = "{\"extra\":\"å.b\"}".getBytes(StandardCharsets.UTF_8);
    int at = 12;
    byte[] bad = HexFormat.of().parseHex(bytes);
    byte[] all = new byte[text.length + bad.length];
    System.arraycopy(text, 0, all, 0, at);
    System.arraycopy(bad, 0, all, at, bad.length);
    System.arraycopy(text, at, all, at + bad.length, text.length - at);
    write(all);

    refused(at, "the file must be UTF-8; got the byte 0x%s; fetch it again".formatted(first));
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-16LE, 1, 00",
    "UTF-16BE, 0, 00",
    "UTF-16, 0, FE",
    "UTF-32LE, 1, 00",
    "UTF-32BE, 0, 00"
  })
  void other_encodings_are_not_utf_8(String charset, int at, String first) {
    write("{\"model_type\": \"bert\"}".getBytes(Charset.forName(charset)));

    refused(at, "the file must be UTF-8; got the byte 0x%s; fetch it again".formatted(first));
  }

  @Test
  void a_byte_order_mark_is_refused_as_by_python() {
    write("\ufeff{}");

    refused(0, "the file must be UTF-8 without a byte order mark; got one; save it without");
  }

  @Test
  void a_pointer_of_git_lfs_is_told_from_damage() {
    write(LittleEndian.pointer());

    refused(
        0,
        "the file must be here itself; got what Git LFS leaves in its place; fetch it by git lfs"
            + " pull");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"å\":\n%s1,\"a\":2,\"å\":3}", "[{\"b\":\n{%s\"å\":1,\"å\":1}}]"})
  void a_key_that_occurs_twice_is_refused_wherever_it_stands(String json) {
    write(json.formatted(""));

    assertThatThrownBy(this::read)
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("the file must be JSON; got in line 2: duplicate ")
        .hasMessageContaining("å");
  }

  @Test
  void the_place_of_an_error_is_in_bytes_and_in_lines() {
    write("{\"å\":\n\"ö\",\n \"x\": tru}");

    assertThatThrownBy(this::read)
        .isInstanceOf(FormatException.class)
        .hasMessageMatching("config: config.json: at byte (1[89]|2[0-4]): the file must be JSON;"
            + " got in line 3: unrecognized token 'tru'.*");
  }

  @Test
  void numbers_of_python_are_read() {
    write("[NaN, Infinity, -Infinity, 1e999, 1000000000000000019884624838656]");

    assertThat(read().get(0).doubleValue()).isNaN();
    assertThat(read().get(1).doubleValue()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(read().get(2).doubleValue()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(read().get(3).doubleValue()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(read().get(4).isIntegralNumber()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void depth_without_end_is_refused(String open) {
    write(open.repeat(100_000));

    assertThatThrownBy(this::read)
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("got in line 1: document nesting depth (1001) exceeds the maximum");
  }

  @Test
  void a_number_of_more_digits_than_any_needs_is_refused() {
    write("[" + "7".repeat(5_000) + "]");

    assertThatThrownBy(this::read)
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("number value length (5000) exceeds the maximum allowed");
  }

  @Test
  void a_file_that_cannot_be_read_is_named() {
    assertThatThrownBy(() -> JsonFile.read("config", folder, 1_000_000))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("config: %s: the file must be readable; got IOException".formatted(folder));
  }

  private com.fasterxml.jackson.databind.JsonNode read() {
    return JsonFile.read("config", folder.resolve("config.json"), 1_000_000);
  }

  private void refused(int at, String said) {
    assertThatThrownBy(this::read)
        .isInstanceOf(FormatException.class)
        .hasMessage("config: config.json: at byte %d: %s".formatted(at, said));
  }

  private void write(String json) {
    write(json.getBytes(StandardCharsets.UTF_8));
  }

  private void write(byte[] bytes) {
    try {
      Files.write(folder.resolve("config.json"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
