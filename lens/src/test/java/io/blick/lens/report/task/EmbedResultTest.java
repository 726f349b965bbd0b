package io.blick.lens.report.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.lens.report.Formats;
import io.blick.lens.report.RequestException;
import io.blick.lens.trace.TextException;
import io.blick.models.task.Embedder;
import io.blick.models.task.TooLong;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmbedResultTest {
  private static final int WIDTH = 15;
  private static final HeadedModel MODEL = HeadedModel.with(HeadedModel.sentences());

  private static EmbedResult embed(TooLong tooLong, TextNumbers numbers, String... texts) {
    return EmbedResult.of(MODEL, new EmbedRequest(new TaskTexts(List.of(texts), tooLong, numbers)));
  }

  private static EmbedResult embed(String... texts) {
    return EmbedResult.of(MODEL, new EmbedRequest(new TaskTexts(List.of(texts))));
  }

  private static float[] vector(String text) {
    return Embedder.of(MODEL).embed(text).vector();
  }

  private static String written(float... vector) {
    return IntStream.range(0, vector.length)
        .mapToObj(i -> Float.toString(vector[i]))
        .collect(Collectors.joining(","));
  }

  @Test
  void each_text_is_an_object_on_a_line() {
    EmbedResult result =
        embed(TooLong.CUT, new TextNumbers.All(), "kat", "kat mus hund ko gris ged");

    assertThat(Formats.json(result))
        .isEqualTo("""
        {"text":"kat","pieces":3,"cut":false,"vector":[%s]}
        {"text":"kat mus hund ko gris ged","pieces":7,"cut":true,"vector":[%s]}
        """.formatted(written(vector("kat")), written(vector("kat mus hund ko gris"))));
    assertThat(result.cut()).isEqualTo(1);
  }

  @Test
  void each_number_is_a_row() {
    EmbedResult result = embed(TooLong.REFUSE, new TextNumbers.Lines(5), "kat", "mus");

    List<List<String>> rows = Formats.tsv(result);

    assertThat(rows).hasSize(1 + 2 * WIDTH);
    assertThat(rows.getFirst()).containsExactly("text", "dimension", "vector");
    assertThat(rows.get(1 + WIDTH + 3)).containsExactly("6", "3", Float.toString(vector("mus")[3]));
    assertThat(Formats.cells(Formats.written(result::tsvRows)))
        .isEqualTo(rows.subList(1, rows.size()));
  }

  @Test
  void text_shows_length_and_first_numbers() {
    List<String> lines = Formats.text(embed("kat", "mu\u001bs"));

    assertThat(lines).hasSize(7);
    assertThat(lines.getFirst()).isEqualTo("kat");
    assertThat(lines.get(1)).matches("3 pieces, 15 numbers, length \\d\\.\\d{4}");
    assertThat(lines.get(2)).matches("(-?\\d\\.\\d{4} ){8}…");
    assertThat(lines.get(3)).isEmpty();
    assertThat(lines.get(4)).isEqualTo("mu␛s");
    assertThat(
            Formats.text(embed(TooLong.REFUSE, new TextNumbers.Lines(1), "kat")).getFirst())
        .isEmpty();
  }

  @Test
  void npy_is_a_header_and_the_rows() throws IOException {
    var out = new ByteArrayOutputStream();
    embed("kat", "mus", "hund").npy(out);
    ByteBuffer bytes = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);

    int header = bytes.getShort(8);
    float[] numbers = new float[3 * WIDTH];
    bytes
        .slice(10 + header, 3 * WIDTH * 4)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(numbers);

    assertThat(Arrays.copyOf(out.toByteArray(), 8))
        .containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
    assertThat((10 + header) % 64).isZero();
    assertThat(new String(out.toByteArray(), 10, header, StandardCharsets.US_ASCII))
        .matches("\\{'descr': '<f4', 'fortran_order': False, 'shape': \\(3, 15\\), \\} *\n");
    assertThat(out.size()).isEqualTo(10 + header + 3 * WIDTH * 4);
    assertThat(Arrays.copyOfRange(numbers, 2 * WIDTH, 3 * WIDTH)).isEqualTo(vector("hund"));
  }

  @Test
  void no_texts_have_no_rows() throws IOException {
    var out = new ByteArrayOutputStream();
    embed().npy(out);

    assertThat(Formats.json(embed())).isEmpty();
    assertThat(Formats.tsv(embed())).hasSize(1);
    assertThat(out.toString(StandardCharsets.ISO_8859_1)).contains("'shape': (0, 0)");
    assertThat(out.size()).isEqualTo(128);
  }

  @Test
  void a_text_that_does_not_fit_is_named() {
    assertThatThrownBy(() -> embed("kat", "a b c d e f"))
        .isInstanceOf(RequestException.class)
        .hasMessage("too-long must be cut for a text of more than 7 pieces, where the folder of"
            + " headed cuts it; TEXT 2 has 8");
    assertThatThrownBy(() -> embed(" "))
        .isInstanceOf(TextException.class)
        .hasMessage("TEXT must have at least one piece of its own; got none");
    assertThatThrownBy(() -> embed(TooLong.CUT, new TextNumbers.Lines(41), "kat", ""))
        .isInstanceOf(TextException.class)
        .hasMessage("line 43 must have at least one piece of its own; got none");
  }

  @Test
  void cut_texts_are_counted_in_a_sentence() {
    assertThat(TextsResult.cutNote(0, 5)).isEmpty();
    assertThat(TextsResult.cutNote(2, 5)).hasValue("2 of 5 texts were too long, and cut");
    assertThat(TextsResult.cutNote(1, 1)).hasValue("1 of 1 text was too long, and cut");
  }

  @Test
  void a_prompt_stands_before_each_text() {
    EmbedResult result = EmbedResult.of(
        MODEL, new EmbedRequest(new TaskTexts(List.of("kat", "mus")), Optional.of("query")));

    assertThat(Formats.json(result))
        .isEqualTo("""
        {"text":"kat","pieces":4,"cut":false,"vector":[%s]}
        {"text":"mus","pieces":4,"cut":false,"vector":[%s]}
        """.formatted(written(vector("find kat")), written(vector("find mus"))));
    assertThatThrownBy(() -> EmbedResult.of(
            MODEL, new EmbedRequest(new TaskTexts(List.of("kat")), Optional.of("qeury"))))
        .isInstanceOf(RequestException.class)
        .hasMessage("prompt must be one of query; got qeury");
  }

  @Test
  void a_model_without_the_head_is_one_sentence() {
    assertThatThrownBy(() -> EmbedResult.of(
            HeadedModel.with(HeadedModel.tags()), new EmbedRequest(new TaskTexts(List.of("x")))))
        .isInstanceOf(RequestException.class)
        .hasMessageStartingWith("embed: the model must have a sentence embedding; headed has a"
            + " tagger; a modules.json with a Pooling makes one");
  }
}
