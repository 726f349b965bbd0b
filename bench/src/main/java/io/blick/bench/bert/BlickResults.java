package io.blick.bench.bert;

import io.blick.bench.text.TextBatches;
import io.blick.core.attention.AttentionCall;
import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.TextModel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Blick's results on texts whose pieces are given, under the names of ../shared/golden. */
final class BlickResults {
  private final Map<String, Tensor> tensors = new HashMap<>();

  /**
   * Runs one text.
   *
   * @param golden tensors by name, the pieces of the text among them
   */
  void add(TextModel model, Parallel parallel, String text, Function<String, Tensor> golden) {
    List<AttentionCall> calls = new ArrayList<>();
    try (EagerOps ops = EagerOps.on(parallel, call -> calls.add(call.copy()))) {
      Tensor ids = golden.apply(text + ".ids");
      List<Tensor> hidden = model.forward(ops, TextBatches.of(ids, golden.apply(text + ".types")));
      int width = hidden.getFirst().size(1);
      int positions = Math.toIntExact(ids.count());
      Tensor states = Tensor.zeros(hidden.size(), positions, width);
      for (int l = 0; l < hidden.size(); l++) {
        states.at(l).data().copyFrom(hidden.get(l).data());
      }
      tensors.put(text + ".hidden", states);
      tensors.put(text + ".weights", weights(calls, model.heads(), positions));
    }
  }

  private static Tensor weights(List<AttentionCall> calls, int heads, int positions) {
    Tensor weights = Tensor.zeros(calls.size(), heads, positions, positions);
    long at = 0;
    for (AttentionCall call : calls) {
      for (int h = 0; h < heads; h++) {
        for (int t = 0; t < positions; t++) {
          float[] row = call.weights(0, h, t);
          MemorySegment.copy(
              row, 0, weights.data(), ValueLayout.JAVA_FLOAT, at * Float.BYTES, row.length);
          at += row.length;
        }
      }
    }
    return weights;
  }

  /** Returns a tensor by its name. */
  Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalStateException("bench: " + name + " was not computed");
    }
    return tensor;
  }
}
