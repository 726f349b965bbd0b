package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void text_is_inert() throws IOException {
    String hostile = "</script>\u001b[2J\u0000\u007f\u009b\u0085\u2028\u202e\u2066\"\\å😀";

    assertThat(line(json -> json.writeString(hostile)))
        .isEqualTo("\"\\u003C/script>\\u001B[2J\\u0000\\u007F\\u009b\\u0085\\u2028\\u202e\\u2066"
            + "\\\"\\\\å😀\"\n");
  }

  @Test
  void inert_text_reads_back_to_itself() throws IOException {
    StringBuilder every = new StringBuilder();
    for (int c = 0; c < Character.MIN_SURROGATE; c++) {
      every.append((char) c);
    }

    String json = line(generator -> generator.writeString(every.toString()));

    try (JsonParser parser = new JsonFactory().createParser(json)) {
      assertThat(parser.nextTextValue()).isEqualTo(every.toString());
    }
  }

  @Test
  void a_float_reads_back_to_the_same_float() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 10_007; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(value)) {
        String json = line(generator -> generator.writeNumber(value));
        assertThat(Float.parseFloat(json)).isEqualTo(value);
        assertThat((float) Double.parseDouble(json)).isEqualTo(value);
      }
    }
  }

  @Test
  void what_json_has_no_number_for_is_refused() {
    assertThatThrownBy(() -> line(json -> Json.floats(json, new float[] {1, Float.NaN})))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("json: a number must be finite; got NaN; the weights may be damaged");
    assertThatThrownBy(() -> line(json -> json.writeNumber(Double.NEGATIVE_INFINITY)))
        .hasMessage("json: a number must be finite; got -Infinity; the weights may be damaged");
  }

  @Test
  void rows_are_an_array_of_arrays() throws IOException {
    float[][] rows = {{0.5f, 1e-9f}, {}};

    assertThat(line(json -> Json.rows(json, rows))).isEqualTo("[[0.5,1.0E-9],[]]\n");
  }

  private static String line(Json.Value value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Json.line(out, value);
    return out.toString(StandardCharsets.UTF_8);
  }
}
