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

/** The graph of an ONNX model as far as it concerns weights: initializers and matrix products. */
final class OnnxGraph {
  private final SequencedMap<String, StoredTensor> initializers = new LinkedHashMap<>();

  /** The path of the product's node, if it has one, by the name of the right operand. */
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

  private void readInitializer(ProtobufReader reader) {
    long at = reader.at();
    OnnxTensorProto tensor = OnnxTensorProto.read(reader);
    if (tensor.isText()) {
      return;
    }
    if (initializers.putIfAbsent(tensor.name(), tensor.stored()) != null) {
      throw TensorRule.NAME_TWICE.broken(reader.file(), at, Escaped.text(tensor.name()));
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

  /** Whether a name is one that PyTorch's exporter makes up for weights that it has transposed. */
  private static boolean isAnonymous(String name) {
    return name.startsWith("onnx::") || name.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /**
   * Returns the weight's name from the node's path or that of its first output:
   * {@code /encoder/query/MatMul} gives {@code encoder.query.weight}.
   */
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
