package io.blick.violations.models.encoder;

import io.blick.violations.models.mpnet.Distances;

/** What encoders share, which knows one of them. */
public final class Layered {
  Distances distances = new Distances();
}
