package io.blick.core.attention.onnx;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model of one node.
 *
 * @param opset version of the operators
 * @param operator what the node computes
 * @param integers attributes that are whole numbers
 * @param reals attributes that are floats
 * @param inputs names by position, empty where there is none
 * @param outputs names by position, empty where there is none
 * @param graphInputs names in the order of the files
 * @param graphOutputs names in the order of the files
 */
record OnnxNode(
    long opset,
    String operator,
    Map<String, Long> integers,
    Map<String, Float> reals,
    List<String> inputs,
    List<String> outputs,
    List<String> graphInputs,
    List<String> graphOutputs) {
  // Fields of ModelProto, GraphProto, NodeProto, AttributeProto and ValueInfoProto: onnx.proto.
  private static final int MODEL_GRAPH = 7;
  private static final int MODEL_OPSET = 8;
  private static final int OPSET_DOMAIN = 1;
  private static final int OPSET_VERSION = 2;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int GRAPH_INPUT = 11;
  private static final int GRAPH_OUTPUT = 12;
  private static final int NODE_INPUT = 1;
  private static final int NODE_OUTPUT = 2;
  private static final int NODE_OPERATOR = 4;
  private static final int NODE_ATTRIBUTE = 5;
  private static final int NODE_DOMAIN = 7;
  private static final int ATTRIBUTE_NAME = 1;
  private static final int ATTRIBUTE_REAL = 2;
  private static final int ATTRIBUTE_INTEGER = 3;
  private static final int ATTRIBUTE_TYPE = 20;
  private static final int VALUE_NAME = 1;

  private static final int REAL = 1;
  private static final int INTEGER = 2;

  /** Reads a ModelProto. */
  static OnnxNode read(byte[] file) {
    Proto model = Proto.read(file, "model");
    Proto graph = one(model.messages(MODEL_GRAPH, "graph"), "graph");
    Proto node = one(graph.messages(GRAPH_NODE, "node"), "node");
    if (!graph.messages(GRAPH_INITIALIZER, "initializer").isEmpty()) {
      throw new IllegalArgumentException("graph: must have no initializers");
    }
    Map<String, Long> integers = new TreeMap<>();
    Map<String, Float> reals = new TreeMap<>();
    for (Proto attribute : node.messages(NODE_ATTRIBUTE, "attribute")) {
      String name = attribute.text(ATTRIBUTE_NAME);
      switch ((int) attribute.number(ATTRIBUTE_TYPE)) {
        case REAL -> reals.put(name, attribute.real(ATTRIBUTE_REAL));
        case INTEGER -> integers.put(name, attribute.number(ATTRIBUTE_INTEGER));
        default ->
          throw new IllegalArgumentException(
              "attribute: %s must be a float or a whole number".formatted(name));
      }
    }
    return new OnnxNode(
        opset(model),
        domain(node.text(NODE_DOMAIN)) + node.text(NODE_OPERATOR),
        integers,
        reals,
        node.texts(NODE_INPUT),
        node.texts(NODE_OUTPUT),
        names(graph.messages(GRAPH_INPUT, "input")),
        names(graph.messages(GRAPH_OUTPUT, "output")));
  }

  private static long opset(Proto model) {
    return model.messages(MODEL_OPSET, "opset").stream()
        .filter(set -> domain(set.text(OPSET_DOMAIN)).isEmpty())
        .mapToLong(set -> set.number(OPSET_VERSION))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("model: must import ONNX's own operators"));
  }

  /** ONNX's own operators have none, in two ways. */
  private static String domain(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx") ? "" : domain + ".";
  }

  private static List<String> names(List<Proto> values) {
    return values.stream().map(value -> value.text(VALUE_NAME)).toList();
  }

  private static Proto one(List<Proto> messages, String what) {
    if (messages.size() != 1) {
      throw new IllegalArgumentException(
          "model: must have one %s; got %d".formatted(what, messages.size()));
    }
    return messages.getFirst();
  }
}
