package io.blick.lens.report.ablation;

import io.blick.lens.argument.Required;

/**
 * The edge from one word to another, both by name: {@code word#2} is the second of equal words.
 *
 * @param from name of the word that looks
 * @param to name of the word looked at
 */
public record NamedEdge(String from, String to) {

  /** Checks that there are both. */
  public NamedEdge {
    Required.of("ablate", "word that looks", from);
    Required.of("ablate", "word looked at", to);
  }
}
