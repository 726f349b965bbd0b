package io.blick.models.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import io.blick.models.Models;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Folders of encoders as other programs write them: other names, types and files. */
class EncoderFoldersTest {
  @TempDir
  private Path folder;

  static Stream<String> folders() throws IOException {
    return EncodersTest.folders();
  }

  private static void same(Map<String, double[]> got, Map<String, double[]> expected) {
    assertThat(got).usingRecursiveComparison().isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void a_wrapped_model_gives_the_same(String name) {
    Map<String, double[]> expected = new SavedEncoder(name).results(folder);
    for (String prefix : new String[] {"module.", "_orig_mod.", "model.", "a.b."}) {
      SavedEncoder wrapped = new SavedEncoder(name).rename(tensor -> prefix + tensor);

      same(wrapped.results(folder), expected);
      assertThat(wrapped.notes(folder)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void older_names_of_layer_norms_give_the_same(String name) {
    Map<String, double[]> expected = new SavedEncoder(name).results(folder);
    SavedEncoder older = new SavedEncoder(name)
        .rename(tensor -> tensor
            .replaceFirst("((?i)layer_?norm)\\.weight$", "$1.gamma")
            .replaceFirst("((?i)layer_?norm)\\.bias$", "$1.beta"));

    assertThat(older.tensors().keySet()).anyMatch(tensor -> tensor.endsWith(".gamma"));
    same(older.results(folder), expected);
    assertThat(older.notes(folder)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"F64", "F16", "BF16"})
  void weights_may_be_of_any_floating_type(DType type) throws IOException {
    for (String name : folders().toList()) {
      SavedEncoder stored = new SavedEncoder(name).convert(tensor -> converted(tensor, type));
      SavedEncoder rounded =
          new SavedEncoder(name).convert(tensor -> converted(tensor, type).toF32());

      same(stored.results(folder), rounded.results(folder));
      assertThat(stored.notes(folder)).isEmpty();
    }
  }

  private static Tensor converted(Tensor tensor, DType type) {
    if (type == DType.F64) {
      return Tensor.of(tensor.toDoubles(), tensor.sizes());
    }
    Tensor half = Tensor.zeros(type, tensor.sizes());
    float[] values = tensor.toFloats();
    for (int i = 0; i < values.length; i++) {
      short bits = type == DType.F16
          ? Float.floatToFloat16(values[i])
          : (short) (Float.floatToRawIntBits(values[i]) >>> 16);
      half.data().set(ValueLayout.JAVA_SHORT, 2L * i, bits);
    }
    return half;
  }

  @ParameterizedTest
  @MethodSource("folders")
  void weights_may_be_in_two_files(String name) throws IOException {
    SavedEncoder saved = new SavedEncoder(name);
    Map<String, double[]> expected = saved.results(folder);
    Files.delete(folder.resolve("model.safetensors"));
    Map<String, Tensor> one = new LinkedHashMap<>();
    Map<String, Tensor> two = new LinkedHashMap<>();
    saved
        .tensors()
        .forEach((key, tensor) -> (one.size() > two.size() ? two : one).put(key, tensor));
    Safetensors.write(folder.resolve("1.safetensors"), one, Map.of());
    Safetensors.write(folder.resolve("2.safetensors"), two, Map.of());
    Stream<String> places = saved.tensors().keySet().stream()
        .map(key -> "\"%s\":\"%d.safetensors\"".formatted(key, one.containsKey(key) ? 1 : 2));
    Files.writeString(
        folder.resolve("model.safetensors.index.json"),
        "{\"weight_map\":{%s}}".formatted(String.join(",", places.toList())));

    try (TextModel model = Models.open(folder)) {
      same(SavedEncoder.results(model), expected);
      assertThat(model.notes()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bert-model, ''",
    "distilbert-tags, distilbert.",
    "electra-tags, electra.",
    "mpnet-masked, mpnet."
  })
  void indices_of_positions_are_harmless(String name, String prefix) {
    SavedEncoder saved = new SavedEncoder(name);
    saved.add(prefix + "embeddings.position_ids", 1, 41);

    assertThat(saved.notes(folder)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "distilbert-masked, vocab_projector.weight",
    "electra-generator, generator_lm_head.weight",
    "mpnet-masked, lm_head.decoder.weight"
  })
  void an_untied_decoder_that_is_not_stored_guesses_nothing(String name, String decoder) {
    SavedEncoder saved = new SavedEncoder(name);
    saved.config().put("tie_word_embeddings", false);

    assertThat(saved.results(folder)).doesNotContainKey("logits").containsKey("hidden 3");
    assertThat(saved.notes(folder))
        .containsExactly(
            "nothing can be guessed: tie_word_embeddings is false, and the file has no " + decoder);
  }

  @ParameterizedTest
  @CsvSource({"bert-masked, bert., cls.predictions.", "mpnet-masked, mpnet., lm_head."})
  void copies_of_what_is_tied_change_nothing(String name, String prefix, String head) {
    SavedEncoder saved = new SavedEncoder(name);
    Map<String, double[]> expected = saved.results(folder);
    saved
        .tensors()
        .put(head + "decoder.weight", saved.tensor(prefix + "embeddings.word_embeddings.weight"));
    saved.tensors().put(head + "decoder.bias", saved.tensor(head + "bias"));

    same(saved.results(folder), expected);
    assertThat(saved.notes(folder)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "bert-masked, bert., cls.predictions., BERT, false",
    "bert-masked, bert., cls.predictions., BERT, true",
    "mpnet-masked, mpnet., lm_head., MPNet, false",
    "mpnet-masked, mpnet., lm_head., MPNet, true"
  })
  void of_two_biases_that_differ_the_decoders_own_counts_and_the_other_is_named(
      String name, String prefix, String head, String title, boolean stored) {
    SavedEncoder saved = new SavedEncoder(name);
    Map<String, double[]> expected = saved.results(folder);
    saved.tensors().put(head + "decoder.bias", saved.tensor(head + "bias"));
    saved.set(head + "bias", 3, 256);
    if (stored) {
      saved.config().put("tie_word_embeddings", false);
      saved
          .tensors()
          .put(head + "decoder.weight", saved.tensor(prefix + "embeddings.word_embeddings.weight"));
    }

    same(saved.results(folder), expected);
    assertThat(saved.notes(folder))
        .containsExactly("the file has weights that no part of %s computes with: %sbias is not used"
            .formatted(title, head));
  }
}
