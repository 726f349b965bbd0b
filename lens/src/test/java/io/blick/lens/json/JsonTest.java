package io.blick.lens.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.blick.lens.trace.Head;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void text_is_inert() throws IOException {
    String hostile = "</script>\u001b[2J\u0000\u007f\u009b\u0085\u2028\u202e\u2066\"\\å😀";
    String inert = "\"\\u003C/script>\\u001B[2J\\u0000\\u007F\\u009b\\u0085\\u2028\\u202e\\u2066"
        + "\\\"\\\\å😀\"";

    assertThat(line(json -> json.text("a", hostile))).isEqualTo("{\"a\":" + inert + "}\n");
    assertThat(Json.array(List.of(hostile, ""))).isEqualTo("[" + inert + ",\"\"]");
  }

  @Test
  void inert_text_reads_back_to_itself() throws IOException {
    StringBuilder every = new StringBuilder();
    for (int c = 0; c < Character.MIN_SURROGATE; c++) {
      every.append((char) c);
    }

    String json = line(writer -> writer.text("a", every.toString()));

    try (JsonParser parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      parser.nextToken();
      assertThat(parser.nextTextValue()).isEqualTo(every.toString());
    }
  }

  @Test
  void a_float_reads_back_to_the_same_float() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 10_007; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(value)) {
        String line = line(json -> json.number("a", value));
        String number = line.substring("{\"a\":".length(), line.length() - "}\n".length());
        assertThat(Float.parseFloat(number)).isEqualTo(value);
        assertThat((float) Double.parseDouble(number)).isEqualTo(value);
      }
    }
  }

  @Test
  void what_json_has_no_number_for_is_refused() {
    assertThatThrownBy(() -> line(json -> json.numbers("a", List.of(1f, Float.NaN))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("json: a number must be finite; got NaN; the weights may be damaged");
    assertThatThrownBy(() -> line(json -> json.number("a", Double.NEGATIVE_INFINITY)))
        .hasMessage("json: a number must be finite; got -Infinity; the weights may be damaged");
    assertThatThrownBy(() -> line(json -> json.number("a", 1e39)))
        .hasMessage("json: a number must be finite; got 1.0E39; the weights may be damaged");
  }

  @Test
  void rows_are_an_array_of_arrays() throws IOException {
    float[][] rows = {{0.5f, 1e-9f}, {}};

    assertThat(line(json -> json.rows("a", rows))).isEqualTo("{\"a\":[[0.5,1.0E-9],[]]}\n");
    assertThat(line(json -> json.rows("a", List.of(List.of(0.1), List.<Double>of()))))
        .isEqualTo("{\"a\":[[0.1],[]]}\n");
    assertThat(line(json -> json.countRows("a", List.of(List.of(3, 5), List.of()))))
        .isEqualTo("{\"a\":[[3,5],[]]}\n");
  }

  @Test
  void heads_count_from_one_and_what_is_not_there_is_null() throws IOException {
    assertThat(line(json -> json.head(new Head(0, 10))
            .text("text", Optional.empty())
            .number("number", OptionalDouble.empty())
            .objects("all", List.of("x"), (one, x) -> one.text("x", x))))
        .isEqualTo(
            "{\"layer\":1,\"head\":11,\"text\":null,\"number\":null,\"all\":[{\"x\":\"x\"}]}\n");
  }

  private static String line(Json.Fields fields) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Json.line(out, fields);
    return out.toString(StandardCharsets.UTF_8);
  }
}
