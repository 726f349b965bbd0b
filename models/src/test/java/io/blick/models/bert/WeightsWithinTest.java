package io.blick.models.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.tensor.Tensor;
import io.blick.models.Models;
import io.blick.models.encoder.SavedEncoder;
import io.blick.models.format.FormatException;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Weights in the embeddings or in a layer that nothing here computes with: whoever trained the
 * model computed with them, so that the answers would be another model's.
 */
class WeightsWithinTest {
  private static final String MERGE = "which is of an adapter that is not merged into the weights;"
      + " in Python, call merge_and_unload() of its PeftModel, and save_pretrained() of what that"
      + " returns";

  @TempDir
  private Path folder;

  private final TinyBert tiny = new TinyBert();

  @Test
  void weights_of_an_adapter_in_a_layer_are_refused_with_how_to_merge_them() {
    add("bert.encoder.layer.0.attention.self.query.lora_A.default.weight");
    add("bert.encoder.layer.1.attention.self.query.lora_A.default.weight");

    refused("bert: model.safetensors: at byte 0: embeddings and layers must have no weights but"
        + " those of BERT; got bert.encoder.layer.0.attention.self.query.lora_A.default.weight and"
        + " 1 more, "
        + MERGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bert.encoder.layer.0.attention.self.query.SCB",
        "bert.encoder.layer.1.attention.self.distance_embedding.weight",
        "bert.encoder.layer.0.crossattention.self.query.weight",
        "bert.encoder.layer.1.adapter.weight",
        "bert.encoder.layer.0.output.dense.weight_scale",
        "bert.encoder.adapter_fusion_layer.weight",
        "bert.embeddings.adapter.weight"
      })
  void another_is_refused_by_its_name(String name) {
    add(name);

    refused("bert: model.safetensors: at byte 0: embeddings and layers must have no weights but"
        + " those of BERT; got %s, which other layers compute with; take out what the model was"
            .formatted(name)
        + " not trained with");
  }

  @ParameterizedTest
  @CsvSource({
    "distilbert-model, transformer.layer.2.attention.q_lin.SCB, DistilBERT",
    "electra-discriminator, electra.embeddings.x, ELECTRA",
    "mpnet-model, encoder.layer.0.attention.attn.q.adapter, MPNet"
  })
  void so_is_one_of_another_architecture(String saved, String name, String title) {
    SavedEncoder encoder = new SavedEncoder(saved);
    encoder.tensors().put(name, Tensor.zeros(3));

    assertThatThrownBy(() -> encoder.open(folder))
        .isExactlyInstanceOf(FormatException.class)
        .hasMessageContaining("no weights but those of %s; got %s, which".formatted(title, name));
  }

  @Test
  void one_of_a_type_that_is_not_read_is_refused_too() throws IOException {
    Path written =
        new ForeignTensor("bert.encoder.layer.0.scale", "F8_E8M0", "[3]", 3).write(tiny, folder);

    assertThatThrownBy(() -> Models.open(written))
        .isExactlyInstanceOf(FormatException.class)
        .hasMessageContaining("; got bert.encoder.layer.0.scale, which other layers compute with");
  }

  @Test
  void a_layer_whose_weight_an_adapter_has_renamed_is_refused_with_how_to_merge_it() {
    tiny.rename(name -> name.replace("self.query.weight", "self.query.base_layer.weight"));

    refused("bert: model.safetensors: at byte 0: the file must have the weight"
        + " bert.encoder.layer.0.attention.self.query.weight; got"
        + " bert.encoder.layer.0.attention.self.query.base_layer.weight, "
        + MERGE);
  }

  @Test
  void another_name_of_a_weight_in_its_own_layer_is_the_nearest() {
    tiny.rename(name -> name.replace("0.attention.self.query.weight", "0.attention.self.query.w"));

    refused("bert: model.safetensors: at byte 0: the file must have the weight"
        + " bert.encoder.layer.0.attention.self.query.weight; got none of that name, the nearest is"
        + " bert.encoder.layer.0.attention.self.query.w");
  }

  @Test
  void a_layer_beyond_the_last_may_have_any() {
    add("bert.encoder.layer.%d.adapter.weight".formatted(TinyBert.LAYERS));

    try (TextModel model = tiny.open(folder)) {
      assertThat(model.notes()).hasSize(1).first().asString().contains("layers beyond");
    }
  }

  private void add(String name) {
    tiny.tensors().put(name, Tensor.zeros(3));
  }

  private void refused(String message) {
    assertThatThrownBy(() -> tiny.open(folder))
        .isExactlyInstanceOf(FormatException.class)
        .hasMessage(message);
  }
}
