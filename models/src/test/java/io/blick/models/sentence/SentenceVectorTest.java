package io.blick.models.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.nn.EagerOps;
import io.blick.core.nn.Ops;
import io.blick.core.nn.ReferenceOps;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.Models;
import io.blick.models.bert.TinyBert;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentence embeddings against the obvious loops, over the same hidden states. */
class SentenceVectorTest {
  private static final int C = TinyBert.WIDTH;

  // All here is float64: fewer than 64 roundings at 2⁻⁵³ of numbers below 2¹⁰.
  private static final double ROUNDINGS = 64 * 0x1p-43;

  @TempDir
  private Path folder;

  private SentenceFiles files = new SentenceFiles(Path.of(""));

  @BeforeEach
  void write() {
    new TinyBert().write(folder);
    files = new SentenceFiles(folder);
  }

  /** What is done to the rows of one text. */
  @FunctionalInterface
  private interface Twin {
    double[] of(double[][] rows);
  }

  private void computes(Twin twin) {
    try (TextModel model = Models.open(folder);
        Ops ops = new ReferenceOps()) {
      Batch batch = batch(model);
      Tensor last = model.forward(ops, batch).getLast();

      Tensor got = model.head(TextHead.SentenceHead.class).orElseThrow().embed(ops, last, batch);

      assertThat(model.notes()).isEmpty();
      for (int b = 0; b < 2; b++) {
        Tensor own = batch.sequences().rows(last, b);
        double[][] rows = new double[own.size(0)][];
        Arrays.setAll(rows, t -> own.at(t).toDoubles());
        assertThat(got.at(b).toDoubles()).containsExactly(twin.of(rows), within(ROUNDINGS));
      }
    }
  }

  /** A text of 11 pieces and a text of 7. */
  private static Batch batch(TextModel model) {
    return Batch.of(List.of(
        model.tokenizer().encode("q ba x [MASK] z k o p"), model.tokenizer().encode("t h e q v")));
  }

  private static double[] mean(double[][] rows) {
    return column(rows, column -> column.average().orElseThrow());
  }

  private static double[] column(double[][] rows, ToDoubleFunction<DoubleStream> f) {
    return IntStream.range(0, C)
        .mapToDouble(c -> f.applyAsDouble(Arrays.stream(rows).mapToDouble(row -> row[c])))
        .toArray();
  }

  private static double[] max(double[][] rows) {
    return column(rows, column -> column.max().orElseThrow());
  }

  private static double[] weighted(double[][] rows) {
    double[] sum = new double[C];
    double weights = 0;
    for (int t = 0; t < rows.length; t++) {
      weights += t + 1;
      for (int c = 0; c < C; c++) {
        sum[c] += (t + 1) * rows[t][c];
      }
    }
    double all = weights;
    return Arrays.stream(sum).map(x -> x / all).toArray();
  }

  private static double[] joined(double[]... parts) {
    return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[] unit(double[] x) {
    double length = Math.sqrt(Arrays.stream(x).map(a -> a * a).sum());
    return Arrays.stream(x).map(a -> a / length).toArray();
  }

  private static Twin twin(String pooling) {
    return switch (pooling) {
      case "cls" -> rows -> rows[0];
      case "max" -> SentenceVectorTest::max;
      case "mean" -> SentenceVectorTest::mean;
      case "mean_sqrt_len_tokens" ->
        rows -> Arrays.stream(mean(rows)).map(x -> x * Math.sqrt(rows.length)).toArray();
      case "weightedmean" -> SentenceVectorTest::weighted;
      case "lasttoken" -> rows -> rows[rows.length - 1];
      default -> throw new IllegalArgumentException(pooling);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "cls, pooling_mode_cls_token",
    "max, pooling_mode_max_tokens",
    "mean, pooling_mode_mean_tokens",
    "mean_sqrt_len_tokens, pooling_mode_mean_sqrt_len_tokens",
    "weightedmean, pooling_mode_weightedmean_tokens",
    "lasttoken, pooling_mode_lasttoken"
  })
  void a_pooling_may_be_said_in_two_ways(String name, String olderKey) throws IOException {
    files.pooling("{'embedding_dimension': 15, 'pooling_mode': '%s', 'include_prompt': true}"
        .formatted(name));
    computes(twin(name));

    files.pooling("{'word_embedding_dimension': 15, 'pooling_mode_mean_tokens': false, '%s': true}"
        .formatted(olderKey));
    if (!name.equals("mean")) {
      computes(twin(name));
    }
  }

  @Test
  void several_older_poolings_stand_in_the_librarys_order() throws IOException {
    files.pooling("{'pooling_mode_lasttoken': true, 'pooling_mode_mean_tokens': true,"
        + " 'pooling_mode_max_tokens': true, 'pooling_mode_cls_token': true}");

    computes(rows -> joined(rows[0], max(rows), mean(rows), rows[rows.length - 1]));
  }

  @Test
  void several_poolings_of_today_stand_in_the_files_order() throws IOException {
    files.pooling("{'pooling_mode': ['weightedmean', 'cls']}");

    computes(rows -> joined(weighted(rows), rows[0]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'pooling_mode_cls_token': false}", "{'pooling_mode': null}"})
  void where_no_pooling_is_turned_on_it_is_the_mean(String config) throws IOException {
    files.pooling(config);

    computes(SentenceVectorTest::mean);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sentence_transformers.models.",
        "sentence_transformers.models.normalize.",
        "sentence_transformers.base.modules.normalize.",
        "sentence_transformers.sentence_transformer.modules."
      })
  void a_vector_has_length_1_only_if_a_module_says_so(String room) throws IOException {
    files.pooling("{}");
    computes(SentenceVectorTest::mean);

    files.modules(
        SentenceFiles.module("Transformer"), SentenceFiles.module("Pooling"), room + "Normalize");
    computes(rows -> unit(mean(rows)));
  }

  @Test
  void the_transformer_may_be_left_out_and_dropout_does_nothing() throws IOException {
    files.modules(SentenceFiles.module("Pooling"), SentenceFiles.module("Dropout"));
    files.write("0_Pooling/config.json", "{}");

    computes(SentenceVectorTest::mean);
  }

  /** Writes a Dense module of seeded weights, and returns its twin. */
  private DoubleTwin dense(
      String path, int inputs, int outputs, boolean bias, String more, DoubleUnaryOperator f)
      throws IOException {
    var random = new Random(11);
    float[] w = floats(random, outputs * inputs);
    float[] b = floats(random, outputs);
    float[] r = floats(random, outputs * inputs);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("linear.weight", Tensor.of(w, outputs, inputs));
    if (bias) {
      tensors.put("linear.bias", Tensor.of(b, outputs));
    }
    boolean residual = more.contains("'use_residual': true");
    if (residual && inputs != outputs) {
      tensors.put("residual.weight", Tensor.of(r, outputs, inputs));
    }
    files.write(
        path + "/config.json",
        "{'in_features': %d, 'out_features': %d, 'bias': %s%s}"
            .formatted(inputs, outputs, bias, more));
    Safetensors.write(folder.resolve(path).resolve("model.safetensors"), tensors, Map.of());
    return x -> {
      double[] y = new double[outputs];
      for (int o = 0; o < outputs; o++) {
        double sum = bias ? b[o] : 0;
        double skipped = residual && inputs == outputs ? x[o] : 0;
        for (int i = 0; i < inputs; i++) {
          sum += w[o * inputs + i] * x[i];
          skipped += residual && inputs != outputs ? r[o * inputs + i] * x[i] : 0;
        }
        y[o] = f.applyAsDouble(sum) + skipped;
      }
      return y;
    };
  }

  @FunctionalInterface
  private interface DoubleTwin {
    double[] of(double[] x);
  }

  private static float[] floats(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextInt(-64, 65) / 64f;
    }
    return values;
  }

  @ParameterizedTest
  @CsvSource({
    "torch.nn.modules.linear.Identity, 7, true",
    "torch.nn.modules.activation.Tanh, 7, false",
    "torch.nn.modules.activation.ReLU, 7, true",
    "torch.nn.modules.activation.Sigmoid, 19, true",
    "torch.nn.modules.activation.SiLU, 7, true",
    "torch.nn.ReLU, 7, true"
  })
  void a_dense_layer_follows(String activation, int outputs, boolean bias) throws IOException {
    files.pooling("{}");
    files.modules(
        SentenceFiles.module("Transformer"),
        SentenceFiles.module("Pooling"),
        SentenceFiles.module("Dense"));
    DoubleUnaryOperator f = switch (activation.substring(activation.lastIndexOf('.') + 1)) {
      case "Identity" -> x -> x;
      case "Tanh" -> StrictMath::tanh;
      case "ReLU" -> x -> x > 0 ? x : 0;
      case "Sigmoid" -> x -> 1 / (1 + StrictMath.exp(-x));
      default -> x -> x / (1 + StrictMath.exp(-x));
    };
    DoubleTwin twin = dense(
        "2_Dense", C, outputs, bias, ", 'activation_function': '%s'".formatted(activation), f);

    computes(rows -> twin.of(mean(rows)));
  }

  @Test
  void a_dense_layer_without_an_activation_takes_the_tanh_of_all_poolings() throws IOException {
    files.pooling("{'pooling_mode': ['cls', 'max']}");
    files.modules(
        SentenceFiles.module("Transformer"),
        SentenceFiles.module("Pooling"),
        SentenceFiles.module("Dense"),
        SentenceFiles.module("Normalize"));
    DoubleTwin twin = dense("2_Dense", 2 * C, 11, true, "", StrictMath::tanh);

    computes(rows -> unit(twin.of(joined(rows[0], max(rows)))));
  }

  @ParameterizedTest
  @ValueSource(ints = {C, 7})
  void a_dense_layer_may_add_what_went_in(int outputs) throws IOException {
    files.pooling("{}");
    files.modules(
        SentenceFiles.module("Transformer"),
        SentenceFiles.module("Pooling"),
        SentenceFiles.module("Dense"));
    DoubleTwin twin =
        dense("2_Dense", C, outputs, true, ", 'use_residual': true", StrictMath::tanh);

    computes(rows -> twin.of(mean(rows)));
  }

  @Test
  void a_layer_norm_follows() throws IOException {
    files.pooling("{}");
    files.modules(
        SentenceFiles.module("Transformer"),
        SentenceFiles.module("Pooling"),
        SentenceFiles.module("LayerNorm"));
    files.write("2_LayerNorm/config.json", "{'dimension': 15}");
    float[] gain = floats(new Random(3), C);
    float[] bias = floats(new Random(5), C);
    Safetensors.write(
        folder.resolve("2_LayerNorm/model.safetensors"),
        Map.of("norm.weight", Tensor.of(gain, C), "norm.bias", Tensor.of(bias, C)),
        Map.of());

    computes(rows -> {
      double[] x = mean(rows);
      double middle = Arrays.stream(x).average().orElseThrow();
      double variance =
          Arrays.stream(x).map(a -> (a - middle) * (a - middle)).average().orElseThrow();
      double scale = Math.sqrt(variance + 1e-5f);
      return IntStream.range(0, C)
          .mapToDouble(c -> (x[c] - middle) / scale * gain[c] + bias[c])
          .toArray();
    });
  }

  @Test
  void nothing_stays_nothing_when_it_is_brought_to_length_1() throws IOException {
    files.pooling("{}");
    files.modules(
        SentenceFiles.module("Transformer"),
        SentenceFiles.module("Pooling"),
        SentenceFiles.module("Dense"),
        SentenceFiles.module("Normalize"));
    files.write("2_Dense/config.json", "{'in_features': 15, 'out_features': 3, 'bias': false}");
    Safetensors.write(
        folder.resolve("2_Dense/model.safetensors"),
        Map.of("linear.weight", Tensor.zeros(3, C)),
        Map.of());

    computes(_ -> new double[3]);
  }

  @Test
  void in_float32_it_is_the_same_but_for_rounding() throws IOException {
    files.pooling(
        "{'pooling_mode': ['cls', 'max', 'mean', 'mean_sqrt_len_tokens', 'weightedmean']}");
    files.modules(
        SentenceFiles.module("Transformer"),
        SentenceFiles.module("Pooling"),
        SentenceFiles.module("Dense"),
        SentenceFiles.module("Normalize"));
    dense(
        "2_Dense",
        5 * C,
        7,
        true,
        ", 'activation_function': 'torch.nn.modules.activation.SiLU'",
        x -> x);

    try (TextModel model = Models.open(folder);
        Parallel parallel = new Parallel(2);
        Ops exact = new ReferenceOps();
        Ops eager = EagerOps.on(parallel)) {
      Batch batch = batch(model);
      Tensor last = model.forward(eager, batch).getLast();
      TextHead.SentenceHead head = model.head(TextHead.SentenceHead.class).orElseThrow();

      double[] got = head.embed(eager, last, batch).toDoubles();

      // The product's 75 sums each round at 2⁻²⁴ of at most 75 · 4; the vector has length 1.
      double[] expected = head.embed(exact, last, batch).toDoubles();
      assertThat(got).containsExactly(expected, within(75 * 0x1p-24 * 300));
    }
  }

  @Test
  void prompts_that_must_be_asked_for_change_nothing() throws IOException {
    files.pooling("{'include_prompt': false}");
    files.write(
        "config_sentence_transformers.json",
        "{'prompts': {'query': 'query: ', 'document': ''}, 'default_prompt_name': null,"
            + " 'similarity_fn_name': 'dot', 'model_type': 'SentenceTransformer'}");

    computes(SentenceVectorTest::mean);
  }
}
