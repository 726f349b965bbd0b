package io.blick.models.sentence;

import io.blick.core.nn.LayerNorm;
import io.blick.core.nn.Linear;
import io.blick.core.tensor.Tensor;
import io.blick.models.format.file.Folder;
import io.blick.models.format.json.ConfigFile;
import io.blick.models.format.safetensors.Safetensors;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * A module with weights of its own, in the model.safetensors of its folder.
 *
 * @param step the function of the module
 * @param outputs width of the result
 */
record SentenceDense(SentenceStep step, int outputs) {
  private static final float EPSILON = 1e-5f;

  /**
   * Reads a Dense module.
   *
   * @param module folder of the module
   * @param inputs width of the input
   */
  static SentenceDense read(Path module, int inputs) {
    ConfigFile file = SentenceModules.config(module, "Dense");
    requireVector(file, "Dense");
    SentenceFolder.requireKnown(
        file,
        "the config.json of a Dense",
        Set.of(
            "in_features",
            "out_features",
            "bias",
            "activation_function",
            "module_input_name",
            "module_output_name",
            "use_residual"));
    file.requireSize("in_features", inputs, "the width of what goes in");
    int outputs = file.size("out_features");
    String path = file.text("activation_function", "torch.nn.modules.activation.Tanh");
    DenseActivation activation = DenseActivation.named(path)
        .orElseThrow(() -> new NotSupportedException(
            "modules.json has a Dense with %s, which is not supported".formatted(path)));
    boolean bias = file.isTrue("bias", true);
    boolean residual = file.isTrue("use_residual");
    return new SentenceDense(
        weights(module, "Dense", tensors -> {
          Linear linear = linear(tensors, "linear", bias, outputs, inputs);
          var dense = new SentenceStep.Dense(linear, activation);
          return residual ? residual(tensors, dense, outputs, inputs) : dense;
        }),
        outputs);
  }

  private static SentenceStep residual(
      Tensors tensors, SentenceStep.Dense dense, int outputs, int inputs) {
    SentenceStep skipped = outputs == inputs
        ? new SentenceStep.Same()
        : new SentenceStep.Dense(
            linear(tensors, "residual", false, outputs, inputs), DenseActivation.IDENTITY);
    return new SentenceStep.Residual(dense, skipped);
  }

  private static Linear linear(
      Tensors tensors, String name, boolean bias, int outputs, int inputs) {
    Tensor weight = tensors.weight(name + ".weight", outputs, inputs);
    Tensor added = bias ? tensors.weight(name + ".bias", outputs) : Tensor.zeros(outputs);
    return Linear.of(weight, added).packed();
  }

  /** Reads a LayerNorm module; its epsilon is that of PyTorch. */
  static SentenceStep norm(Path module, int width) {
    SentenceModules.config(module, "LayerNorm")
        .requireSize("dimension", width, "the width of what goes in");
    return weights(
        module,
        "LayerNorm",
        tensors -> new SentenceStep.Norm(new LayerNorm(
            tensors.weight("norm.weight", width), tensors.weight("norm.bias", width), EPSILON)));
  }

  /** Checks that a module takes the vector of the text and not those of its pieces. */
  static void requireVector(ConfigFile file, String type) {
    for (String key : new String[] {"module_input_name", "module_output_name"}) {
      String name = file.text(key, "sentence_embedding");
      if (!name.equals("sentence_embedding")) {
        throw new NotSupportedException(
            "modules.json has a %s of %s, which is not supported".formatted(type, name));
      }
    }
  }

  private static SentenceStep weights(
      Path module, String type, Function<Tensors, SentenceStep> reading) {
    Path path = new Folder(module)
        .file("model.safetensors")
        .orElseThrow(() -> new NotSupportedException(absent(module, type)));
    try (Safetensors file = Safetensors.open(path)) {
      var tensors = new Tensors(file, new HashSet<>());
      SentenceStep step = reading.apply(tensors);
      file.names().stream()
          .filter(name -> !tensors.used.contains(name))
          .findFirst()
          .ifPresent(name -> {
            throw new NotSupportedException(
                "modules.json has a %s with the weight %s, which is not known"
                    .formatted(type, name));
          });
      return step;
    }
  }

  // PyTorch's own file is a program, which is never run.
  private static String absent(Path module, String type) {
    String has = "modules.json has a %s in %s, ".formatted(type, module.getFileName());
    return new Folder(module).file("pytorch_model.bin").isEmpty()
        ? has + "and no model.safetensors is there"
        : has
            + "and pytorch_model.bin is there alone, a program of PyTorch's and not read, as no"
            + " file is ever run; in Python, import glob, torch, safetensors.torch as s;"
            + " [s.save_file({k: v.contiguous().clone() for k, v in torch.load(f, 'cpu',"
            + " weights_only=True).items()}, f.replace('pytorch_model.bin', 'model.safetensors'))"
            + " for f in glob.glob('THIS/*/pytorch_model.bin')] writes it as safetensors";
  }

  /** Copies of a module's weights, and the names of those that were read. */
  private record Tensors(Safetensors file, Set<String> used) {
    Tensor weight(String name, int... sizes) {
      used.add(name);
      return file.weight(name, sizes).copy();
    }
  }
}
