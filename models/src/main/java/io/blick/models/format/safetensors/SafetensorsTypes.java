package io.blick.models.format.safetensors;

import io.blick.core.tensor.DType;
import io.blick.models.format.mapped.ElementType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The element types of safetensors.
 *
 * @see <a
 *     href="https://github.com/huggingface/safetensors/blob/v0.8.0/safetensors/src/tensor.rs">Dtype</a>
 */
final class SafetensorsTypes {
  private static final Map<String, ElementType> ALL = all();

  private SafetensorsTypes() {}

  private static Map<String, ElementType> all() {
    Map<String, ElementType> types = new LinkedHashMap<>();
    for (DType type : DType.values()) {
      types.put(type.name(), new ElementType.Known(type));
    }
    foreign(types, 64, "U64", "C64");
    foreign(types, 32, "U32");
    foreign(types, 16, "U16");
    foreign(types, 8, "F8_E4M3", "F8_E5M2", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ");
    foreign(types, 6, "F6_E2M3", "F6_E3M2");
    foreign(types, 4, "F4");
    return Map.copyOf(types);
  }

  private static void foreign(Map<String, ElementType> types, int bits, String... names) {
    for (String name : names) {
      types.put(name, new ElementType.Foreign(name, bits));
    }
  }

  /** Returns the type of that name, if it exists. */
  static @Nullable ElementType named(String name) {
    return ALL.get(name);
  }
}
