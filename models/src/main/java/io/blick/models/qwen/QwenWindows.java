package io.blick.models.qwen;

import io.blick.models.causal.Windows;
import io.blick.models.format.json.ConfigFile;
import java.util.Map;

/** The windows of Qwen: with {@code use_sliding_window}, of layers from a number on. */
final class QwenWindows {
  private static final Map<String, Object> DEFAULTS =
      Map.of("sliding_window", 4096, "max_window_layers", 28);

  private QwenWindows() {}

  /** Returns the windows of a config.json with L layers. */
  static Windows of(ConfigFile file, int layers) {
    ConfigFile full = file.withDefaults(DEFAULTS);
    boolean asked = full.isTrue("use_sliding_window");
    if (!asked && full.texts("layer_types").contains("sliding_attention")) {
      throw full.wrong(
          "use_sliding_window", "must be true where layer_types has sliding_attention");
    }
    boolean sized = asked && full.has("sliding_window");
    int first = full.whole("max_window_layers");
    return Windows.of(full, layers, l -> sized && l >= first);
  }
}
