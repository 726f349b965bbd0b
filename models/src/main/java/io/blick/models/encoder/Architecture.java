package io.blick.models.encoder;

import io.blick.models.format.json.ConfigFile;
import io.blick.models.stack.ConfigKeys;

/** An architecture of encoders: what its config.json may say, and the encoder that this means. */
public interface Architecture {

  /** Returns the keys of its config.json. */
  ConfigKeys keys();

  /**
   * Returns the encoder that a config.json describes.
   *
   * @throws io.blick.models.format.FormatException if a key asks for what is not supported
   */
  EncoderPlan plan(ConfigFile file);
}
