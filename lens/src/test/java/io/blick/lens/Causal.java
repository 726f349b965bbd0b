package io.blick.lens;

import io.blick.models.Models;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.text.TextModel;

/** A small random causal model beside the project, and what another program computes with it. */
public final class Causal {
  private Causal() {}

  /** Opens the model: as Llama's, with query heads that share keys and values. */
  public static TextModel open() {
    return Models.open(Shared.file("golden/causal/models/llama"));
  }

  /** Opens the values. */
  public static Safetensors values() {
    return Safetensors.open(Shared.file("golden/causal/llama.safetensors"));
  }
}
