package io.blick.violations.models.sentence;

import io.blick.violations.models.encoder.Layered;

/** Sentence embeddings that know what encoders share. */
public final class Guesser {
  Layered encoder = new Layered();
}
