package io.blick.models.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.nn.Ops;
import io.blick.core.nn.ReferenceOps;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which table and which bias the logits of masked pieces are made with. */
class DecoderTest {
  private static final String TABLE = "bert.embeddings.word_embeddings.weight";
  private static final String DECODER = "cls.predictions.decoder.weight";
  private static final String OWN_BIAS = "cls.predictions.decoder.bias";
  private static final String BIAS = "cls.predictions.bias";

  @TempDir
  private Path folder;

  private final TinyBert tiny = new TinyBert();

  /** Returns the logits of a [MASK], in float64 and by the obvious loops. */
  private double[] logits() {
    try (TextModel model = tiny.open(folder);
        Ops ops = new ReferenceOps()) {
      Batch batch = Batch.of(List.of(model.tokenizer().encode("b [MASK] d")));
      Tensor last = model.forward(ops, batch).getLast();
      return model
          .head(TextHead.MaskedHead.class)
          .orElseThrow()
          .logits(ops, last, Tensor.of(new int[] {2}, 1))
          .toDoubles();
    }
  }

  private List<String> notes() {
    try (TextModel model = tiny.open(folder)) {
      return model.notes();
    }
  }

  private Tensor changed(String name, UnaryOperator<Float> change) {
    Tensor tensor = tiny.tensor(name);
    float[] values = tensor.toFloats();
    for (int i = 0; i < values.length; i++) {
      values[i] = change.apply(values[i]);
    }
    return Tensor.of(values, tensor.sizes());
  }

  private void tie(String tied) {
    if (!tied.equals("absent")) {
      tiny.config().put("tie_word_embeddings", Boolean.valueOf(tied));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false", "absent"})
  void a_stored_decoder_of_other_numbers_counts(String tied) {
    double[] before = logits();
    tiny.tensors().put(DECODER, changed(TABLE, x -> 2 * x));
    tie(tied);

    double[] got = logits();

    float[] bias = tiny.tensor(BIAS).toFloats();
    for (int v = 0; v < got.length; v++) {
      // 2 (l − b) + b, where doubling is exact and each sum rounds at 2⁻⁵³.
      double expected = 2 * (before[v] - bias[v]) + bias[v];
      assertThat(got[v]).isCloseTo(expected, within(expected, before[v], bias[v]));
    }
    assertThat(notes()).isEmpty();
  }

  /** The width's 15 sums and the bias, each of which may round away 2⁻⁵³ of what is there. */
  private static Offset<Double> within(double... terms) {
    double size = 0;
    for (double term : terms) {
      size += Math.abs(term);
    }
    return Assertions.within(64 * 0x1p-53 * (size + 1000));
  }

  @Test
  void equal_copies_give_the_same_bits() {
    double[] before = logits();
    tiny.tensors().put(DECODER, tiny.tensor(TABLE));
    tiny.tensors().put(OWN_BIAS, tiny.tensor(BIAS));

    assertThat(logits()).isEqualTo(before);
    assertThat(notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"absent, false", "true, false", "absent, true", "true, true", "false, true"})
  void the_bias_may_have_its_other_name_alone(String tied, boolean stored) {
    double[] before = logits();
    tie(tied);
    if (stored) {
      tiny.tensors().put(DECODER, tiny.tensor(TABLE));
    }
    tiny.tensors().put(OWN_BIAS, tiny.tensors().remove(BIAS));

    assertThat(logits()).isEqualTo(before);
    assertThat(notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"absent, false", "true, false", "absent, true", "true, true", "false, true"})
  void of_two_biases_that_differ_the_decoders_own_counts_and_the_other_is_named(
      String tied, boolean stored) {
    double[] before = logits();
    tie(tied);
    if (stored) {
      tiny.tensors().put(DECODER, tiny.tensor(TABLE));
    }
    tiny.tensors().put(OWN_BIAS, changed(BIAS, x -> x + 256));

    double[] got = logits();

    for (int v = 0; v < got.length; v++) {
      assertThat(got[v]).isCloseTo(before[v] + 256, within(got[v], before[v], 256));
    }
    assertThat(notes())
        .containsExactly("the file has weights that no part of BERT computes with:"
            + " cls.predictions.bias is not used");
  }

  @Test
  void without_any_bias_the_folder_is_refused() {
    tiny.tensors().remove(BIAS);

    assertThatThrownBy(this::notes)
        .hasMessage("bert: model.safetensors: at byte 0: the file must have the weight"
            + " cls.predictions.bias; got none of that name, the nearest is"
            + " cls.predictions.transform.dense.bias");
  }

  @Test
  void a_decoder_of_other_rows_is_refused() {
    tiny.tensors().put(DECODER, Tensor.zeros(41, TinyBert.WIDTH));

    assertThatThrownBy(this::notes)
        .hasMessageEndingWith("weight cls.predictions.decoder.weight must have the sizes (37, 15);"
            + " got (41, 15)");
  }

  @Test
  void an_untied_decoder_that_is_not_stored_guesses_nothing() {
    tiny.config().put("tie_word_embeddings", false);

    try (TextModel model = tiny.open(folder)) {
      assertThat(model.head(TextHead.MaskedHead.class)).isEmpty();
      assertThat(model.notes())
          .containsExactly("nothing can be guessed: tie_word_embeddings is false, and the file has"
              + " no cls.predictions.decoder.weight");
    }
  }

  @Test
  void a_wrapped_model_has_its_decoder_under_the_same_prefix() {
    tiny.tensors().put(DECODER, changed(TABLE, x -> 2 * x));
    double[] before = logits();
    tiny.rename(name -> "module." + name);

    assertThat(logits()).isEqualTo(before);
  }
}
