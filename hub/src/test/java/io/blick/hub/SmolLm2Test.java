package io.blick.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.blick.core.attention.AttentionCall;
import io.blick.core.cache.KvCache;
import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Tensor;
import io.blick.models.Models;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.text.Batch;
import io.blick.models.text.Pass;
import io.blick.models.text.TextHead.NextPieceHead;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The real smollm2-135m-instruct against float64 values (../shared/golden/causal). */
class SmolLm2Test {
  private static final String NAME = "smollm2-135m-instruct";

  // PyTorch's float32 errs by 4.0e-6 in weights and by 9.7e-5 in logits.
  private static final double WEIGHT = 2e-5;
  private static final double LOGIT = 2e-4;

  // Of the largest of a row.
  private static final double STATE = 2e-5;

  @Test
  void pieces_weights_and_logits_of_every_text_are_those_of_an_independent_program()
      throws IOException {
    var path = Shared.file("golden/causal/SmolLM2-135M-Instruct.safetensors");
    try (Safetensors golden = Safetensors.open(path);
        TextModel model = Models.open(Shared.model(NAME))) {
      assertThat(model.name()).isEqualTo(NAME);
      assertThat(golden.metadata()).hasSize(5);
      for (Map.Entry<String, String> text : golden.metadata().entrySet()) {
        String said = new ObjectMapper().readTree(text.getValue()).get("text").asText();
        compare(model, golden, text.getKey(), said);
      }
    }
  }

  @Test
  void states_are_those_of_an_independent_program() throws IOException {
    var path = Shared.file("golden/causal/SmolLM2-135M-Instruct.safetensors");
    try (Safetensors golden = Safetensors.open(path);
        TextModel model = Models.open(Shared.model(NAME));
        EagerOps ops = EagerOps.allCores()) {
      NextPieceHead head = model.head(NextPieceHead.class).orElseThrow();
      for (String text : golden.metadata().keySet()) {
        Batch batch = Batch.ofIds(List.of(golden.tensor(text + ".ids").toInts()));
        List<Tensor> states = model.forward(ops, batch);
        Tensor expected = golden.tensor(text + ".hidden");
        assertThat(states).hasSize(expected.size(0));
        for (int l = 0; l < states.size(); l++) {
          states(states.get(l), expected.at(l));
        }
        states(head.norm(ops, states.getLast()), golden.tensor(text + ".final"));
        ops.reset();
      }
    }
  }

  /** Each number is within a part of the largest of its row. */
  private static void states(Tensor got, Tensor expected) {
    assertThat(got.sizes()).isEqualTo(expected.sizes());
    for (int t = 0; t < expected.size(0); t++) {
      double[] row = expected.at(t).toDoubles();
      double largest = Arrays.stream(row).map(Math::abs).max().orElseThrow();
      double[] numbers = got.at(t).toDoubles();
      for (int c = 0; c < row.length; c++) {
        assertThat(numbers[c]).isCloseTo(row[c], within(STATE * largest));
      }
    }
  }

  @Test
  void the_pieces_that_follow_are_those_of_an_independent_program() throws IOException {
    var path = Shared.file("golden/causal/SmolLM2-135M-Instruct.safetensors");
    try (Safetensors golden = Safetensors.open(path);
        TextModel model = Models.open(Shared.model(NAME));
        EagerOps ops = EagerOps.allCores()) {
      NextPieceHead head = model.head(NextPieceHead.class).orElseThrow();
      for (String text : golden.metadata().keySet()) {
        try (KvCache cache = head.cache()) {
          int[] next = golden.tensor(text + ".ids").toInts();
          for (int expected : golden.tensor(text + ".greedy.ids").toInts()) {
            Tensor states = model.last(ops, Pass.after(List.of(cache), Batch.ofIds(List.of(next))));
            Tensor last = Tensor.of(new int[] {next.length - 1}, 1);
            next = new int[] {largest(head.logits(ops, states, last).toFloats())};

            assertThat(next[0]).as(text).isEqualTo(expected);
            ops.reset();
            if (head.ends().contains(expected)) {
              break;
            }
          }
        }
      }
    }
  }

  private static int largest(float... logits) {
    return IntStream.range(0, logits.length)
        .reduce((a, b) -> logits[b] > logits[a] ? b : a)
        .orElseThrow();
  }

  private static void compare(TextModel model, Safetensors golden, String key, String text) {
    Batch batch = Batch.of(List.of(model.tokenizer().encode(text)));
    assertThat(batch.ids().toInts()).isEqualTo(golden.tensor(key + ".ids").toInts());
    List<AttentionCall> calls = new ArrayList<>();
    try (EagerOps ops = EagerOps.allCores(call -> calls.add(call.copy()))) {
      Tensor last = model.forward(ops, batch).getLast();
      int pieces = (int) batch.ids().count();
      Tensor logits = model
          .head(NextPieceHead.class)
          .orElseThrow()
          .logits(ops, last, Tensor.of(IntStream.range(0, pieces).toArray(), pieces));
      logits(logits, golden.tensor(key + ".top.ids"), golden.tensor(key + ".top.logits"));
    }
    weights(calls, golden.tensor(key + ".weights"));
  }

  private static void logits(Tensor got, Tensor ids, Tensor logits) {
    for (int t = 0; t < ids.size(0); t++) {
      for (int n = 0; n < ids.size(1); n++) {
        assertThat(got.at(t).get((int) ids.at(t).get(n)))
            .isCloseTo(logits.at(t).get(n), within(LOGIT));
      }
    }
  }

  private static void weights(List<AttentionCall> calls, Tensor expected) {
    assertThat(calls).hasSize(expected.size(0));
    for (int l = 0; l < expected.size(0); l++) {
      for (int h = 0; h < expected.size(1); h++) {
        for (int t = 0; t < expected.size(2); t++) {
          float[] row = calls.get(l).weights(0, h, t);
          for (int s = 0; s < row.length; s++) {
            double value = expected.at(l).at(h).at(t).get(s);
            assertThat((double) row[s]).isCloseTo(value, within(WEIGHT));
          }
        }
      }
    }
  }
}
