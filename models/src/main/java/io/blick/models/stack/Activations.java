package io.blick.models.stack;

import io.blick.core.nn.Activation;
import io.blick.core.nn.Gelu;
import io.blick.models.format.json.ConfigFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The activation functions of config.json by the names of Hugging Face's transformers. */
public final class Activations {
  private static final Map<String, Activation> NAMED = named();

  private Activations() {}

  private static Map<String, Activation> named() {
    Map<String, Activation> named = new LinkedHashMap<>();
    named.put("gelu", Gelu.ERF);
    named.put("gelu_python", Gelu.ERF);
    for (String name : List.of(
        "gelu_new", "gelu_pytorch_tanh", "gelu_python_tanh", "gelu_fast", "gelu_accurate")) {
      named.put(name, Gelu.TANH);
    }
    named.put("relu", Activation.RELU);
    named.put("silu", Activation.SILU);
    named.put("swish", Activation.SILU);
    named.put("tanh", Activation.TANH);
    named.put("linear", Activation.NONE);
    return named;
  }

  /**
   * Returns the function that a key names; GELU if it names none.
   *
   * @throws io.blick.models.format.FormatException if it names another one
   */
  public static Activation of(ConfigFile file, String key) {
    return of(file, key, Gelu.ERF);
  }

  /**
   * Returns the function that a key names, or {@code absent} if it names none.
   *
   * @throws io.blick.models.format.FormatException if it names another one
   */
  public static Activation of(ConfigFile file, String key, Activation absent) {
    if (!file.has(key)) {
      return absent;
    }
    String name = file.choice(key, new ArrayList<>(NAMED.keySet()));
    return NAMED.getOrDefault(name, absent);
  }
}
