package io.blick.models.format.onnx;

import io.blick.models.format.Escaped;
import io.blick.models.format.mapped.MappedFile;
import io.blick.models.format.mapped.ProtobufReader;
import io.blick.models.format.mapped.StoredTensor;
import io.blick.models.format.mapped.TensorRule;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what the graph of an ONNX model says of its weights: initializers and products. */
final class OnnxGraph {
  private final SequencedMap<String, StoredTensor> initializers = new LinkedHashMap<>();

  /** For each right operand of a product the path of its node, if that has one. */
  private final Map<String, String> products = new HashMap<>();

  private OnnxGraph() {}

  /** Reads a whole model, {@code ModelProto}. */
  static OnnxGraph read(MappedFile file) {
    var graph = new OnnxGraph();
    boolean found = false;
    var model = new ProtobufReader(file, 0, file.size());
    while (model.next()) {
      if (model.field() == 7) {
        found = true;
        graph.readGraph(model.message());
      } else {
        model.skip();
      }
    }
    if (!found) {
      throw OnnxRule.GRAPH.broken(file, 0);
    }
    return graph;
  }

  private void readGraph(ProtobufReader graph) {
    while (graph.next()) {
      switch (graph.field()) {
        case 1 -> readNode(graph.message());
        case 5 -> readInitializer(graph.message());
        default -> graph.skip();
      }
    }
  }

  private void readInitializer(ProtobufReader wire) {
    long at = wire.at();
    OnnxTensorProto tensor = OnnxTensorProto.read(wire);
    if (tensor.isText()) {
      return;
    }
    if (initializers.putIfAbsent(tensor.name(), tensor.stored()) != null) {
      throw TensorRule.NAME_TWICE.broken(wire.file(), at, Escaped.text(tensor.name()));
    }
  }

  private void readNode(ProtobufReader node) {
    int inputs = 0;
    ProtobufReader right = null;
    ProtobufReader output = null;
    String name = "";
    String operation = "";
    while (node.next()) {
      switch (node.field()) {
        case 1 -> {
          ProtobufReader input = node.message();
          right = ++inputs == 2 ? input : right;
        }
        case 2 -> {
          ProtobufReader result = node.message();
          output = output == null ? result : output;
        }
        case 3 -> name = node.text();
        case 4 -> operation = node.text();
        default -> node.skip();
      }
    }
    if (operation.equals("MatMul") && right != null) {
      String path = name.isEmpty() && output != null ? output.rest() : name;
      products.putIfAbsent(right.rest(), path);
    }
  }

  SequencedMap<String, OnnxInitializer> named() {
    Set<String> taken = new HashSet<>(initializers.keySet());
    SequencedMap<String, OnnxInitializer> named = new LinkedHashMap<>();
    initializers.forEach((name, stored) -> {
      String path = products.get(name);
      String found = path == null || !isAnonymous(name) ? null : weight(path);
      String shown = found != null && taken.add(found) ? found : name;
      named.put(shown, new OnnxInitializer(stored, path != null));
    });
    return named;
  }

  /** The exporter of PyTorch makes up such names for weights that it has transposed. */
  private static boolean isAnonymous(String name) {
    return name.startsWith("onnx::") || name.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** {@code /encoder/query/MatMul} or its first output gives {@code encoder.query.weight}. */
  private static @Nullable String weight(String path) {
    String output = "_output_0";
    String node = path.endsWith(output) ? path.substring(0, path.length() - output.length()) : path;
    String product = "/MatMul";
    if (!node.startsWith("/") || !node.endsWith(product) || node.length() == product.length()) {
      return null;
    }
    return node.substring(1, node.length() - product.length()).replace('/', '.') + ".weight";
  }
}
