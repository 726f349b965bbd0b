package io.blick.models.causal;

import io.blick.models.format.json.ConfigFile;
import io.blick.models.stack.ConfigKeys;

/** An architecture of causal language models: what its config.json may say, and what this means. */
public interface CausalArchitecture {

  /** Returns the keys of its config.json. */
  ConfigKeys keys();

  /** Whether the value of a key of its config.json is used. */
  default boolean reads(String key) {
    return keys().read().contains(key);
  }

  /**
   * Returns the model that a config.json describes.
   *
   * @throws io.blick.models.format.FormatException if a key asks for what is not supported
   */
  CausalPlan plan(ConfigFile file);
}
