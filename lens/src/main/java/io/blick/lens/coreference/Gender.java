package io.blick.lens.coreference;

import java.util.Locale;

/** The gender of an English pronoun, as GAP balances it (Webster et al. 2018, arXiv 1810.05201). */
public enum Gender {
  /** She, her, hers. */
  FEMININE("feminine"),
  /** He, him, his. */
  MASCULINE("masculine"),
  /** Any other word. */
  OTHER("other");

  private final String label;

  Gender(String label) {
    this.label = label;
  }

  /** Returns the name that results show. */
  public String label() {
    return label;
  }

  /** Returns the gender of a pronoun, in letters of any case. */
  public static Gender of(String pronoun) {
    return switch (pronoun.toLowerCase(Locale.ROOT)) {
      case "she", "her", "hers" -> FEMININE;
      case "he", "him", "his" -> MASCULINE;
      default -> OTHER;
    };
  }
}
