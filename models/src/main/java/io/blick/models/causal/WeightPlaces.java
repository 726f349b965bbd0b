package io.blick.models.causal;

import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.format.TensorFile;
import io.blick.models.format.mapped.NearestName;
import io.blick.models.weights.Adapter;
import java.util.List;

/**
 * Where the weights of a causal language model stand in a file.
 *
 * @param file the weights
 * @param plan the model
 * @param stack the prefix of the names of the stack's weights
 * @param decoder the name of the layer that gives the logits: that of the word embeddings, where
 *     they do
 * @param headed whether there is one: a file that was saved without a head may lack it
 */
record WeightPlaces(
    TensorFile file, CausalPlan plan, String stack, String decoder, boolean headed) {

  /** Finds them: a file that was saved without a head may lack the usual prefix. */
  static WeightPlaces find(TensorFile file, CausalPlan plan) {
    CausalNames names = plan.names();
    boolean bare = any(file, names.layers()) && !any(file, names.prefix());
    String stack = bare ? "" : names.prefix();
    boolean own = file.names().contains(names.decoder() + ".weight");
    boolean shared = !own && (plan.tied() || bare);
    String decoder = shared ? stack + names.table() : names.decoder();
    return new WeightPlaces(file, plan, stack, decoder, own || plan.tied() || !bare);
  }

  private static boolean any(TensorFile file, String prefix) {
    return file.names().stream().anyMatch(name -> name.startsWith(prefix));
  }

  /** Whether a weight is of one of the layers, or of what they share. */
  boolean isWithin(String name) {
    String layers = stack + plan.names().layers();
    return name.startsWith(layers) && !isBeyond(name, layers);
  }

  private boolean isBeyond(String name, String layers) {
    String number = name.substring(layers.length()).split("\\.", 2)[0];
    return number.matches("\\d{1,9}")
        && Integer.parseInt(number) >= plan.sizes().layers();
  }

  /** Returns the error that a weight is not there. */
  FormatException absent(String name) {
    return new FormatException(
        plan.names().model(),
        file.path(),
        0,
        "the file must have the weight %s%s; got %s"
            .formatted(Escaped.text(name), why(name), instead(name)));
  }

  private String why(String name) {
    if (name.equals(plan.names().decoder() + ".weight")) {
      return ", since tie_word_embeddings of config.json is not true";
    }
    String layers = stack + plan.names().layers();
    if (!name.startsWith(layers)) {
      return "";
    }
    String layer = name.substring(0, name.indexOf('.', layers.length()) + 1);
    return file.names().stream().anyMatch(other -> other.startsWith(layer))
        ? ""
        : ", as config.json has %d layers".formatted(plan.sizes().layers());
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
