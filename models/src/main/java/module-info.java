import org.jspecify.annotations.NullMarked;

/** File formats, tokenizers and transformer architectures, on core and Jackson alone. */
@NullMarked
module io.blick.models {
  requires transitive io.blick.core;
  requires com.fasterxml.jackson.databind;
  requires static org.jspecify;

  exports io.blick.models;
  exports io.blick.models.format;
  exports io.blick.models.format.gguf;
  exports io.blick.models.format.onnx;
  exports io.blick.models.format.safetensors;
  exports io.blick.models.format.tensorflow;
  exports io.blick.models.generate;
  exports io.blick.models.task;
  exports io.blick.models.text;
  exports io.blick.models.token;
}
