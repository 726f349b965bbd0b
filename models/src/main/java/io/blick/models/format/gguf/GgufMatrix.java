package io.blick.models.format.gguf;

import io.blick.core.weight.BlockFormat;
import io.blick.core.weight.Blocked;
import io.blick.core.weight.Dense;
import io.blick.core.weight.Weight;
import io.blick.models.format.Escaped;
import io.blick.models.format.mapped.StoredTensor;

/** A tensor of two axes as a weight, whose bytes stay where the file has them. */
final class GgufMatrix {
  private GgufMatrix() {}

  static Weight of(StoredTensor stored, String name, int outputs, int inputs) {
    stored.requireSizes(name, outputs, inputs);
    return switch (stored.type().name()) {
      case "F32", "F64" -> new Dense(stored.weight(name, outputs, inputs));
      case "F16" -> over(BlockFormat.F16, stored, outputs, inputs);
      case "BF16" -> over(BlockFormat.BF16, stored, outputs, inputs);
      case "Q4_0" -> over(BlockFormat.Q4_0, stored, outputs, inputs);
      case "Q4_1" -> over(BlockFormat.Q4_1, stored, outputs, inputs);
      case "Q5_0" -> over(BlockFormat.Q5_0, stored, outputs, inputs);
      case "Q5_1" -> over(BlockFormat.Q5_1, stored, outputs, inputs);
      case "Q8_0" -> over(BlockFormat.Q8_0, stored, outputs, inputs);
      case "Q4_K" -> over(BlockFormat.Q4_K, stored, outputs, inputs);
      case "Q5_K" -> over(BlockFormat.Q5_K, stored, outputs, inputs);
      case "Q6_K" -> over(BlockFormat.Q6_K, stored, outputs, inputs);
      default ->
        throw GgufRule.MATRIX.broken(
            stored.file(), stored.at(), Escaped.text(name), stored.type().name());
    };
  }

  private static Blocked over(BlockFormat format, StoredTensor stored, int outputs, int inputs) {
    return Blocked.over(stored.data(), format, outputs, inputs);
  }
}
