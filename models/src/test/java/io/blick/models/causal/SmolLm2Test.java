package io.blick.models.causal;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.cache.KvCache;
import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.Models;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.text.Batch;
import io.blick.models.text.Pass;
import io.blick.models.text.TextHead.NextPieceHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.wordpiece.OptionalFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * SmolLM2 135M itself, from its GGUF file with blocks of Q4_1 and Q8_0, against an independent
 * program in float64, if the model is in the cache.
 */
class SmolLm2Test {
  /** What float32 may be from float64 in a weight; PyTorch is 4.0e-6 from it. */
  private static final double WEIGHT = 2e-5;

  /** What it may be in a logit, which is up to 20; PyTorch is 9.7e-5 from it. */
  private static final double LOGIT = 2e-4;

  private static TextModel model;
  private static Safetensors values;

  @BeforeAll
  static void open() throws IOException {
    Path golden = OptionalFiles.golden("causal");
    values = Safetensors.open(golden.resolve("SmolLM2-135M-Instruct.safetensors"));
    try (Stream<Path> files = Files.walk(OptionalFiles.cachedModel("smollm2-135m-instruct"))) {
      Optional<Path> file =
          files.filter(path -> path.toString().endsWith(".gguf")).findFirst();
      model = Models.open(file.orElseThrow());
    }
  }

  @AfterAll
  static void close() {
    if (model != null) {
      model.close();
    }
    if (values != null) {
      values.close();
    }
  }

  private static List<String> texts() {
    List<String> texts = values.names().stream()
        .filter(name -> name.endsWith(".hidden"))
        .map(name -> name.substring(0, name.length() - "hidden".length()))
        .toList();
    assertThat(texts).isNotEmpty();
    return texts;
  }

  private static int[] ids(String name) {
    return Arrays.stream(values.tensor(name).toDoubles())
        .mapToInt(id -> (int) id)
        .toArray();
  }

  @Test
  void weights_and_the_largest_logits_are_those_of_an_independent_program() {
    for (String text : texts()) {
      CausalValues got = CausalValues.of(model, ids(text + "ids"));

      Tensor weights = values.tensor(text + "weights");
      assertThat(got.weights()).hasSize(weights.size(0));
      for (int l = 0; l < weights.size(0); l++) {
        assertThat(CausalExpected.absolute(got.weights().get(l), weights.at(l))).isLessThan(WEIGHT);
      }
      logits(got, text);
    }
  }

  private static void logits(CausalValues got, String text) {
    Tensor top = values.tensor(text + "top.ids");
    Tensor expected = values.tensor(text + "top.logits");
    for (int s = 0; s < top.size(0); s++) {
      for (int i = 0; i < top.size(1); i++) {
        double logit = got.logits().at(s).get((long) top.at(s).get(i));
        assertThat(Math.abs(logit - expected.at(s).get(i))).isLessThan(LOGIT);
      }
    }
  }

  @Test
  void hidden_states_are_those_of_an_independent_program() {
    for (String text : texts()) {
      CausalValues got = CausalValues.of(model, ids(text + "ids"));
      Tensor hidden = values.tensor(text + "hidden");

      assertThat(got.hidden()).hasSize(hidden.size(0));
      for (int l = 0; l < hidden.size(0); l++) {
        CausalExpected.close(got.hidden().get(l), hidden.at(l));
      }
      CausalExpected.close(got.last(), values.tensor(text + "final"));
    }
  }

  @Test
  void it_goes_on_greedily_with_the_same_pieces_up_to_the_end() {
    NextPieceHead head = model.head(NextPieceHead.class).orElseThrow();
    for (String text : texts()) {
      if (!values.names().contains(text + "greedy.ids")) {
        continue;
      }
      int[] next = ids(text + "ids");
      try (EagerOps ops = EagerOps.on(new Parallel(2));
          KvCache cache = head.cache()) {
        for (int expected : ids(text + "greedy.ids")) {
          Tensor states = model.last(ops, Pass.after(List.of(cache), Batch.ofIds(List.of(next))));
          int[] rows = {next.length - 1};
          next = new int[] {largest(head.logits(ops, states, Tensor.of(rows, 1)))};

          assertThat(next[0]).as(text).isEqualTo(expected);
          if (head.ends().contains(expected)) {
            break;
          }
          ops.reset();
        }
      }
    }
  }

  private static int largest(Tensor logits) {
    float[] values = logits.toFloats();
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
