package io.blick.models.encoder;

import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.format.TensorFile;
import io.blick.models.format.json.ConfigFile;
import io.blick.models.format.mapped.NearestName;
import io.blick.models.weights.Adapter;
import java.util.List;

/**
 * What is said of a weight that a file has not: why it must be there, and what is there instead.
 *
 * @param file the weights
 * @param plan the encoder
 * @param at what the names of weights begin with
 * @param config config.json
 */
record AbsentWeight(TensorFile file, EncoderPlan plan, WeightPrefix at, ConfigFile config) {

  /** Returns the error that a weight is not there. */
  FormatException error(String name) {
    return new FormatException(
        plan.names().model(),
        file.path(),
        0,
        "the file must have the weight %s%s; got %s"
            .formatted(Escaped.text(name), why(name), instead(name)));
  }

  private String why(String name) {
    String layers = at.encoder() + plan.names().layers();
    if (!name.startsWith(layers)) {
      return "";
    }
    String layer = name.substring(0, name.indexOf('.', layers.length()) + 1);
    if (file.names().stream().anyMatch(other -> other.startsWith(layer))) {
      return "";
    }
    // A DistilBERT's own name for it.
    String key = config.has("num_hidden_layers") ? "num_hidden_layers" : "n_layers";
    return ", as %s of config.json is %d".formatted(key, plan.sizes().layers());
  }

  private String instead(String name) {
    String module = name.substring(0, name.lastIndexOf('.') + 1);
    List<String> beside =
        file.names().stream().filter(other -> other.startsWith(module)).toList();
    return beside.stream()
        .filter(Adapter::isPart)
        .findFirst()
        .map(part -> "%s, %s".formatted(Escaped.text(part), Adapter.UNMERGED))
        .orElseGet(() -> "none of that name, the nearest is "
            + Escaped.text(NearestName.among(beside.isEmpty() ? file.names() : beside, name)));
  }
}
