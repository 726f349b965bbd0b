package io.blick.models.weights;

import java.util.regex.Pattern;

/**
 * File formats of weights that are not read: how their files are named, and how to convert them to
 * safetensors.
 */
enum UnsupportedWeights {
  UNFINISHED(
      ".*\\.safetensors\\.(part|partial|incomplete|download|crdownload|tmp)",
      "a download that did not come to its end",
      "fetch it again"),
  SHARDS(
      ".*-\\d{5}-of-\\d{5}\\.safetensors",
      "one of several files of weights, without their index",
      "fetch model.safetensors.index.json and all that it names"),
  PYTORCH(
      "pytorch_model.*\\.bin(\\.index.*\\.json)?",
      program(),
      converted("glob.glob('THIS/pytorch_model*.bin')")),
  PYTORCH_ELSE(
      "(pytorch_)?model.*\\.bin|(?!optimizer|scheduler|scaler|rng_state).*\\.(pt|pth|ckpt)",
      program(),
      converted("['THIS/NAME']")),
  VARIANT(
      "(?!adapter).*\\.safetensors(\\.index.*\\.json)?",
      "weights under another name and not read, as nothing says that they are the model's",
      "rename it to model.safetensors if they are"),
  ADAPTER(
      "adapter_.*",
      "an adapter to another model and not read",
      "fetch adapter_config.json, by which Blick says how to merge it"),
  FLAX(
      ".*\\.msgpack(\\.index.*\\.json)?",
      "of Flax and not read",
      saved(named(), "from_pretrained('THIS', from_flax=True)")),
  KERAS(
      ".*\\.(h5|keras)(\\.index.*\\.json)?",
      "of TensorFlow and not read",
      saved(named(), "from_pretrained('THIS', from_tf=True)")),
  CHECKPOINT(
      ".*\\.(index|meta|data-\\d{5}-of-\\d{5})",
      "a checkpoint of TensorFlow and not read as a model's folder",
      saved(
          "t.BertForPreTraining",
          "from_pretrained('THIS/NAME.index', from_tf=True, config='THIS/config.json')")),
  GGUF(".*\\.gguf", "of llama.cpp and not read", original()),
  OPENVINO("openvino(_.*)?(\\.xml|\\.bin)?", "a graph of OpenVINO and not read", original()),
  LIBTORCH(".*\\.ot", "of Rust's libtorch and not read", original()),
  NUMPY(".*\\.np[yz]", "numbers of NumPy and not read, as their names are no model's", original()),
  GRAPH("saved_model(\\.pb)?|.*\\.(pb|tflite)", "a graph of TensorFlow and not read", original()),
  CORE_ML("coreml|.*\\.ml(model|package)", "of Core ML and not read", original()),
  ONNX("onnx|.*\\.(onnx|ort)", "a graph of ONNX and not read as a model's folder", original());

  private final Pattern names;
  private final String reason;
  private final String advice;

  UnsupportedWeights(String names, String reason, String advice) {
    this.names = Pattern.compile(names);
    this.reason = reason;
    this.advice = advice;
  }

  private static String program() {
    return "a program of PyTorch's and not read, as no file is ever run";
  }

  private static String original() {
    return "fetch the model.safetensors that it was made of";
  }

  // All weights as they are, whatever class they are of: none knows all heads.
  private static String converted(String files) {
    return "in Python, import glob, torch, safetensors.torch as s; s.save_file({k:"
        + " v.contiguous().clone() for f in %s for k, v in torch.load(f, 'cpu',".formatted(files)
        + " weights_only=True).items()}, 'THIS/model.safetensors') writes it as safetensors";
  }

  /** Returns the class that config.json names, so that its head is kept. */
  private static String named() {
    return "getattr(t, t.AutoConfig.from_pretrained('THIS').architectures[0])";
  }

  private static String saved(String type, String loaded) {
    return "in Python, import transformers as t; %s.%s.save_pretrained('NEW',"
            .formatted(type, loaded)
        + " safe_serialization=True) writes it as safetensors, with transformers 4";
  }

  /** Whether a file of this name has this format. */
  boolean matches(String name) {
    return names.matcher(name).matches();
  }

  /** Returns a description of such a file, and why it is not read. */
  String reason() {
    return reason;
  }

  /** Returns how to get weights that are read. */
  String advice() {
    return advice;
  }
}
