package io.blick.core.attention.onnx;

import static java.util.Objects.requireNonNull;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model of one node with the tensors that go in and those that should come out:
 * {@code model.onnx}, {@code input_N.pb} and {@code output_N.pb}, N counting the graph's inputs and
 * outputs.
 *
 * @param name of the folder
 */
record ConformanceCase(
    String name, OnnxNode node, Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
  private static final double ABSOLUTE = 1e-7;
  private static final double RELATIVE = 1e-3;
  private static final double RELATIVE_BFLOAT16 = 0x1p-6;

  static ConformanceCase read(Path folder) throws IOException {
    OnnxNode node = OnnxNode.read(Files.readAllBytes(folder.resolve("model.onnx")));
    return new ConformanceCase(
        folder.getFileName().toString(),
        node,
        tensors(folder, "input", node.graphInputs(), node.inputs(), AttentionOperator.INPUTS),
        tensors(folder, "output", node.graphOutputs(), node.outputs(), AttentionOperator.OUTPUTS));
  }

  private static Map<String, Tensor> tensors(
      Path folder, String kind, List<String> graph, List<String> node, List<String> roles)
      throws IOException {
    Map<String, Tensor> tensors = new HashMap<>();
    for (int n = 0; n < graph.size(); n++) {
      String file = "%s_%d.pb".formatted(kind, n);
      int position = node.indexOf(graph.get(n));
      if (position < 0 || position >= roles.size()) {
        throw new IllegalArgumentException(
            "%s: %s must be at a position of the node".formatted(file, graph.get(n)));
      }
      byte[] bytes = Files.readAllBytes(folder.resolve(file));
      tensors.put(roles.get(position), OnnxTensor.read(bytes, file));
    }
    return tensors;
  }

  /** Returns what is wrong with what the operator gives, one line an output. */
  List<String> complaints(AttentionOperator operator) {
    Map<String, Tensor> got = operator.run(node, inputs);
    List<String> complaints = new ArrayList<>();
    outputs.forEach((output, expected) -> complaint(requireNonNull(got.get(output)), expected)
        .ifPresent(what -> complaints.add(output + " " + what)));
    return complaints;
  }

  private static Optional<String> complaint(Tensor got, Tensor expected) {
    if (got.type() != expected.type() || !Arrays.equals(got.sizes(), expected.sizes())) {
      return Optional.of("must be %s; got %s".formatted(expected, got));
    }
    double relative = expected.type() == DType.BF16 ? RELATIVE_BFLOAT16 : RELATIVE;
    int wrong = 0;
    String first = "";
    for (long i = 0; i < expected.count(); i++) {
      double is = got.get(i);
      double want = expected.get(i);
      boolean near = Math.abs(is - want) <= ABSOLUTE + relative * Math.abs(want);
      // Infinity is near nothing but itself, and NaN not even that.
      if (Double.compare(is, want) != 0 && !(near && Double.isFinite(want))) {
        first = wrong == 0 ? "at %d must be %s; got %s".formatted(i, want, is) : first;
        wrong++;
      }
    }
    return wrong == 0
        ? Optional.empty()
        : Optional.of("%s; %d of %d numbers differ".formatted(first, wrong, expected.count()));
  }
}
