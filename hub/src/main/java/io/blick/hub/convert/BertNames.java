package io.blick.hub.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The tensors of a BERT by their names in a Hugging Face folder, in the model's order. */
final class BertNames {
  private static final List<String> EMBEDDINGS = List.of(
      "embeddings.word_embeddings.weight",
      "embeddings.position_embeddings.weight",
      "embeddings.token_type_embeddings.weight",
      "embeddings.LayerNorm.weight",
      "embeddings.LayerNorm.bias");

  private static final List<String> LAYER = List.of(
      "attention.self.query",
      "attention.self.key",
      "attention.self.value",
      "attention.output.dense",
      "attention.output.LayerNorm",
      "intermediate.dense",
      "output.dense",
      "output.LayerNorm");

  // The decoder's matrix is the word embeddings, so only its bias is stored.
  private static final List<String> HEADS = List.of(
      "bert.pooler.dense.weight",
      "bert.pooler.dense.bias",
      "cls.predictions.bias",
      "cls.predictions.transform.dense.weight",
      "cls.predictions.transform.dense.bias",
      "cls.predictions.transform.LayerNorm.weight",
      "cls.predictions.transform.LayerNorm.bias");

  private BertNames() {}

  /** Returns the names of an encoder alone, as sentence embedders have them. */
  static List<String> encoder(int layers) {
    List<String> names = new ArrayList<>(EMBEDDINGS);
    for (int layer = 0; layer < Math.max(1, layers); layer++) {
      for (String part : LAYER) {
        names.add("encoder.layer.%d.%s.weight".formatted(layer, part));
        names.add("encoder.layer.%d.%s.bias".formatted(layer, part));
      }
    }
    return names;
  }

  /** Returns the names of an encoder with pooler and masked-language head. */
  static List<String> masked(int layers) {
    List<String> names = new ArrayList<>();
    encoder(layers).forEach(name -> names.add("bert." + name));
    names.addAll(HEADS);
    return names;
  }

  /**
   * Returns the number of layers: names are {@code before}, the index of a layer, counted from 0,
   * and {@code after}.
   */
  static int layers(Set<String> names, String before, String after) {
    int layers = 0;
    while (names.contains(before + layers + after)) {
      layers++;
    }
    return layers;
  }

  /** Whether the tensor is the matrix of a linear layer, (out, in) in the folder. */
  static boolean isLinear(String name) {
    return name.endsWith(".weight") && !name.contains("LayerNorm") && !name.contains("_embeddings");
  }

  /**
   * Returns the name in a checkpoint of BERT's own TensorFlow code, saved as a module:
   * {@code module/bert/encoder/layer_0/output/dense/kernel}.
   */
  static String inTensorFlow(String name) {
    String path = name.replace("encoder.layer.", "encoder.layer_").replace('.', '/');
    return "module/" + leaf(name, path);
  }

  private static String leaf(String name, String path) {
    if (name.equals("cls.predictions.bias")) {
      return path.replace("/bias", "/output_bias");
    }
    if (name.contains("LayerNorm")) {
      return path.replace("/weight", "/gamma").replace("/bias", "/beta");
    }
    return path.replace("/weight", isLinear(name) ? "/kernel" : "");
  }
}
