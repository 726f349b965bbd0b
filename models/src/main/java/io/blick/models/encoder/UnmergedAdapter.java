package io.blick.models.encoder;

import java.util.regex.Pattern;

/** The weights of an adapter that stands beside those that it changes, as PEFT names them. */
final class UnmergedAdapter {
  static final String ADVICE =
      "which is of an adapter that is not merged into the weights; in Python, call"
          + " merge_and_unload() of its PeftModel, and save_pretrained() of what that returns";

  private static final Pattern PART = Pattern.compile(
      ".*\\.(?:base_layer|modules_to_save|ia3_l|lora_\\w+|loha_\\w+|lokr_\\w+|hada_\\w+|vera_\\w+"
          + "|oft_\\w+|boft_\\w+)(?:\\..*)?");

  private UnmergedAdapter() {}

  /** Whether a weight of this name belongs to an adapter, or is what one changes. */
  static boolean isPart(String name) {
    return PART.matcher(name).matches();
  }
}
