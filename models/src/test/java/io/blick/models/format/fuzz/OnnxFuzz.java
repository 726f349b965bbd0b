package io.blick.models.format.fuzz;

import io.blick.models.format.TensorFile;
import io.blick.models.format.file.FileRule;
import io.blick.models.format.file.Rule;
import io.blick.models.format.mapped.TensorRule;
import io.blick.models.format.onnx.OnnxInitializers;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Small ONNX models, damaged in nodes, initializers and protobuf's own structure. */
final class OnnxFuzz implements FuzzFormat {

  @Override
  public Class<? extends TensorFile> reader() {
    return OnnxInitializers.class;
  }

  @Override
  public String opened() {
    return "model.onnx";
  }

  @Override
  public Set<Rule> rules() {
    Set<Rule> rules = new HashSet<>(AllRules.of("OnnxRule"));
    rules.addAll(AllRules.of("ProtobufRule"));
    rules.addAll(EnumSet.allOf(TensorRule.class));
    rules.add(FileRule.POINTER);
    return rules;
  }

  @Override
  public String weight() {
    return "bias";
  }

  @Override
  public int[] sizes() {
    return new int[] {7};
  }

  @Override
  public Map<String, byte[]> files(Mutator mutator) {
    var model = new FuzzMessage(mutator).number(1, 8).text(2, "blick");
    if (!mutator.strikes()) {
      model.message(7, graph(mutator));
    }
    byte[] bytes = mutator.bytes(model.toByteArray());
    return Map.of(opened(), mutator.strikes(4) ? LittleEndian.pointer() : bytes);
  }

  private static FuzzMessage graph(Mutator mutator) {
    return new FuzzMessage(mutator)
        .message(1, node(mutator, "/layer.0/query/MatMul", "MatMul", "onnx::MatMul_5"))
        .message(1, node(mutator, "", "MatMul", "7"))
        .message(1, node(mutator, "/layer.0/Add", "Add", "bias"))
        .message(5, tensor(mutator, "onnx::MatMul_5", 1, 3, 5).bytes(9, new byte[60]))
        .message(5, tensor(mutator, "7", 11, 2).bytes(10, new byte[16]))
        .message(5, bias(mutator))
        .message(5, tensor(mutator, "places", 7, 1, 3).varints(7, 2, -3, 5))
        .message(5, tensor(mutator, "flags", 9, 2).varints(5, 0, 1))
        .message(5, tensor(mutator, "small", 2, 2).varints(5, 255, 0))
        .message(5, tensor(mutator, "half", 10, 2).varints(5, 65_535, 3))
        .message(5, tensor(mutator, "bytes", 3, 2).varints(5, -128, 127))
        .message(5, tensor(mutator, "shorts", 5, 2).varints(5, -32_768, 3))
        .message(5, tensor(mutator, "ints", 6, 2).varints(5, Integer.MIN_VALUE, 3))
        .message(5, tensor(mutator, "none", 16, 0, 3))
        .message(5, tensor(mutator, "words", 8, 2).text(6, "a").text(6, "b"))
        .text(10, "a graph");
  }

  private static FuzzMessage bias(Mutator mutator) {
    if (mutator.strikes()) {
      // Unsigned numbers, which no tensor has: raw, and as a list.
      FuzzMessage unsigned = tensor(mutator, "bias", 12, 7);
      return mutator.strikes(1)
          ? unsigned.bytes(9, new byte[28])
          : unsigned.varints(11, 1, 2, 3, 4, 5, 6, 7);
    }
    if (mutator.strikes()) {
      return tensor(mutator, "bias", 6, 7).bytes(9, new byte[28]);
    }
    FuzzMessage tensor =
        mutator.strikes() ? tensor(mutator, "bias", 1, 1, 7) : tensor(mutator, "bias", 1, 7);
    return tensor.bytes(4, new byte[28]);
  }

  private static FuzzMessage node(Mutator mutator, String name, String type, String right) {
    return new FuzzMessage(mutator)
        .text(1, "x")
        .text(1, right)
        .text(2, "/layer.1/key/MatMul_output_0")
        .text(3, name(mutator, name))
        .text(4, type)
        .bytes(5, new byte[5]);
  }

  private static FuzzMessage tensor(Mutator mutator, String name, int type, long... sizes) {
    var tensor = new FuzzMessage(mutator);
    if (mutator.strikes()) {
      tensor.varints(1, sizes);
    } else {
      for (long size : sizes) {
        tensor.number(1, size);
      }
    }
    if (mutator.strikes()) {
      tensor.varints(1, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }
    tensor.number(2, type);
    if (!mutator.strikes()) {
      tensor.text(8, name(mutator, name));
    }
    if (mutator.strikes()) {
      // A segment, texts, other elements, unsigned numbers, what is external.
      int[] fields = {3, 6, 4, 5, 7, 9, 11, 13};
      tensor.bytes(fields[mutator.below(fields.length)], new byte[mutator.below(9)]);
    }
    return mutator.strikes() ? tensor.number(14, 1) : tensor;
  }

  private static String name(Mutator mutator, String honest) {
    if (mutator.strikes(16)) {
      return "x".repeat(65_535 + mutator.below(2));
    }
    return mutator.text(honest, "bias", "", "/MatMul", "layer.0.query.weight", "\u0007\u202e");
  }
}
