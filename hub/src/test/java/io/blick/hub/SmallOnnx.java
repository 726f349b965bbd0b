package io.blick.hub;

import io.blick.core.tensor.Tensor;
import io.blick.hub.TinyBert.Named;
import java.util.List;

/** Writes an ONNX model as PyTorch exports it: what a linear layer multiplies by has no name. */
final class SmallOnnx {
  private static final int FLOAT = 1;

  private SmallOnnx() {}

  static byte[] of(List<Named> tensors) {
    var graph = new Message();
    int next = 229;
    for (Named named : tensors) {
      String name = named.linear() ? "onnx::MatMul_" + next++ : named.name();
      graph.message(5, initializer(name, named.stored()));
      if (named.linear()) {
        graph.message(1, product(named.name(), name));
      }
    }
    return new Message().number(1, 7).message(7, graph).toByteArray();
  }

  private static Message initializer(String name, Tensor tensor) {
    var initializer = new Message();
    for (int size : tensor.sizes()) {
      initializer.number(1, size);
    }
    return initializer.number(2, FLOAT).text(8, name).bytes(9, TinyBert.bytes(tensor));
  }

  /** {@code a.b.weight} is multiplied by in the node {@code /a/b/MatMul}. */
  private static Message product(String weight, String operand) {
    String layer = weight.substring(0, weight.length() - ".weight".length());
    // The exporter keeps "layer.0" one part of the path, and makes every other dot a slash.
    String path = "/" + layer.replace('.', '/').replaceFirst("layer/(\\d)", "layer.$1");
    return new Message()
        .text(1, "/hidden_states")
        .text(1, operand)
        .text(2, path + "/MatMul_output_0")
        .text(3, path + "/MatMul")
        .text(4, "MatMul");
  }
}
