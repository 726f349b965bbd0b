package io.blick.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.bert.ForeignTensor;
import io.blick.models.bert.TinyBert;
import io.blick.models.format.mapped.OpenFiles;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.wordpiece.TokenizerJsonFile;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders of Hugging Face's layout that open, and in whatever form with the same bits. */
class ModelsTest {
  private static float[] expected = {};

  @TempDir
  private Path folder;

  @BeforeAll
  static void run(@TempDir Path usual) {
    try (TextModel model = new TinyBert().open(usual)) {
      expected = results(model);
    }
  }

  /** Returns the last hidden states of a text, then the logits of its [MASK]. */
  private static float[] results(TextModel model) {
    try (Parallel parallel = new Parallel(1);
        EagerOps ops = EagerOps.on(parallel)) {
      Batch batch = Batch.of(List.of(model.tokenizer().encode("b ab [MASK] d", "z")));
      Tensor last = model.forward(ops, batch).getLast();
      Tensor place = Tensor.of(new int[] {4}, 1);
      float[] logits = model
          .head(TextHead.MaskedHead.class)
          .orElseThrow()
          .logits(ops, last, place)
          .toFloats();
      float[] all = Arrays.copyOf(last.toFloats(), (int) last.count() + logits.length);
      System.arraycopy(logits, 0, all, (int) last.count(), logits.length);
      return all;
    }
  }

  @Test
  void a_model_knows_its_name_and_sizes() {
    try (TextModel model = new TinyBert().open(folder)) {
      assertThat(model.name()).isEqualTo(folder.getFileName().toString());
      assertThat(model.layers()).isEqualTo(TinyBert.LAYERS);
      assertThat(model.heads()).isEqualTo(TinyBert.HEADS);
      assertThat(model.positions()).isEqualTo(TinyBert.POSITIONS);
      assertThat(model.tokenizer().piece(31)).isEqualTo("##a");
    }
  }

  @Test
  void names_may_lack_the_prefix() {
    TinyBert bare = new TinyBert().rename(name -> name.replaceFirst("^bert\\.", ""));

    try (TextModel model = bare.open(folder)) {
      assertThat(results(model)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"module.", "_orig_mod.", "module._orig_mod."})
  void names_may_begin_with_what_wraps_the_model(String wrapper) {
    TinyBert wrapped = new TinyBert().rename(name -> wrapper + name);

    try (TextModel model = wrapped.open(folder)) {
      assertThat(results(model)).isEqualTo(expected);
      assertThat(model.notes()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.", "0.auto_model."})
  void the_encoder_may_have_any_prefix(String prefix) {
    TinyBert other = new TinyBert().rename(name -> name.replaceFirst("^bert\\.", prefix));

    try (TextModel model = other.open(folder)) {
      assertThat(results(model)).isEqualTo(expected);
      assertThat(model.notes()).isEmpty();
    }
  }

  @Test
  void weights_may_be_in_several_files() throws IOException {
    TinyBert tiny = new TinyBert();
    tiny.write(folder);
    Map<String, Map<String, Tensor>> files = new TreeMap<>();
    Map<String, String> index = new TreeMap<>();
    tiny.tensors().forEach((name, tensor) -> {
      String file = "model-0000%d-of-00003.safetensors".formatted(1 + index.size() % 3);
      files.computeIfAbsent(file, _ -> new TreeMap<>()).put(name, tensor);
      index.put(name, file);
    });
    files.forEach((file, tensors) -> Safetensors.write(folder.resolve(file), tensors, Map.of()));
    Files.write(
        folder.resolve("model.safetensors.index.json"),
        new JsonMapper().writeValueAsBytes(Map.of("weight_map", index)));
    Files.delete(folder.resolve("model.safetensors"));

    try (TextModel model = Models.open(folder)) {
      assertThat(results(model)).isEqualTo(expected);
    }
  }

  @Test
  void layer_norms_may_have_the_old_names() {
    TinyBert old = new TinyBert()
        .rename(name -> name.replaceFirst("LayerNorm\\.weight", "LayerNorm.gamma")
            .replaceFirst("LayerNorm\\.bias", "LayerNorm.beta"));

    try (TextModel model = old.open(folder)) {
      assertThat(results(model)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"F64", "F16", "BF16"})
  void weights_may_be_of_any_floating_type(DType type) {
    TinyBert other = new TinyBert().convert(tensor -> converted(tensor, type));

    try (TextModel model = other.open(folder)) {
      assertThat(results(model)).isEqualTo(expected);
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
  @ValueSource(ints = {1, 2, 3})
  void elements_may_begin_at_any_byte(int shift) throws IOException {
    Path file = new TinyBert().write(folder).resolve("model.safetensors");
    byte[] before = Files.readAllBytes(file);
    long header = ByteBuffer.wrap(before).order(ByteOrder.LITTLE_ENDIAN).getLong();
    int data = Math.toIntExact(8 + header);
    ByteBuffer shifted = ByteBuffer.allocate(before.length + shift).order(ByteOrder.LITTLE_ENDIAN);
    shifted.putLong(header + shift).put(before, 8, (int) header);
    shifted
        .put(" ".repeat(shift).getBytes(StandardCharsets.US_ASCII))
        .put(before, data, before.length - data);
    Files.write(file, shifted.array());

    try (TextModel model = Models.open(folder)) {
      assertThat(results(model)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "U64 | [16] | 128",
        "U32 | [3] | 12",
        "U32 | [16,3] | 192",
        "U16 | [3] | 6",
        "C64 | [] | 8",
        "F8_E4M3 | [64] | 64",
        "F8_E5M2 | [5] | 5",
        "F8_E8M0 | [7] | 7",
        "F8_E4M3FNUZ | [1] | 1",
        "F8_E5M2FNUZ | [0] | 0",
        "F6_E2M3 | [4] | 3",
        "F6_E3M2 | [256] | 192",
        "F4 | [2,3] | 3",
        "I64 | [] | 8",
        "I32 | [16] | 64",
        "F32 | [] | 4",
        "BF16 | [7] | 14",
        "U8 | [67] | 67"
      })
  void a_tensor_that_nothing_needs_changes_nothing(String type, String sizes, int bytes)
      throws IOException {
    ForeignTensor extra = new ForeignTensor("extra", type, sizes, bytes);

    try (TextModel model = Models.open(extra.write(new TinyBert(), folder))) {
      assertThat(results(model)).isEqualTo(expected);
      assertThat(model.notes())
          .containsExactly(
              "the file has weights that no part of BERT computes with: extra is not used");
    }
  }

  @Test
  void the_vocabulary_may_be_a_tokenizer_json() throws IOException {
    TinyBert tiny = new TinyBert();
    tiny.write(folder);
    Files.delete(folder.resolve("vocab.txt"));
    TokenizerJsonFile.write(folder, tiny.vocabulary(), true);

    try (TextModel model = Models.open(folder)) {
      assertThat(results(model)).isEqualTo(expected);
    }
  }

  @Test
  void rows_of_the_embedding_table_without_a_piece_are_never_guessed() {
    TinyBert shorter = new TinyBert();
    shorter.vocabulary().subList(33, TinyBert.VOCABULARY).clear();

    try (TextModel model = shorter.open(folder)) {
      // Nine pieces: [CLS] b a ##b [MASK] d [SEP] z [SEP].
      assertThat(results(model)).isEqualTo(Arrays.copyOf(expected, 9 * TinyBert.WIDTH + 33));
    }
  }

  @Test
  void pooler_and_heads_are_there_if_their_weights_or_files_are() {
    TinyBert bare = new TinyBert();
    bare.tensors().keySet().removeIf(name -> name.contains("pooler") || name.contains("cls"));

    try (TextModel model = bare.open(folder)) {
      assertThat(model.head(TextHead.Pooler.class)).isEmpty();
      assertThat(model.head(TextHead.MaskedHead.class)).isEmpty();
      assertThat(model.head(TextHead.SentenceHead.class)).isEmpty();
    }
    try (TextModel model = new TinyBert().embedding().open(folder)) {
      assertThat(model.head(TextHead.Pooler.class)).isPresent();
      assertThat(model.head(TextHead.MaskedHead.class)).isPresent();
      assertThat(model.head(TextHead.SentenceHead.class)).isPresent();
    }
  }

  @Test
  void closing_a_model_closes_its_file() {
    long before = OpenFiles.mapped();

    TextModel model = new TinyBert().open(folder);
    long open = OpenFiles.mapped();
    model.close();

    assertThat(open).isEqualTo(before + 1);
    assertThat(OpenFiles.mapped()).isEqualTo(before);
  }
}
