package io.blick.models.format.mapped;

/** The existing name that is nearest to a wanted one, for error messages. */
public final class NearestName {
  private NearestName() {}

  /**
   * Returns the name that differs in the shortest contiguous stretch of characters, the first of
   * equals. One pass over all names, so that the names of a hostile file, however many and long,
   * cost no more.
   */
  public static String among(Iterable<String> names, String wanted) {
    String nearest = "none";
    int least = Integer.MAX_VALUE;
    for (String name : names) {
      int stretch = stretch(name, wanted);
      if (stretch < least) {
        nearest = name;
        least = stretch;
      }
    }
    return nearest;
  }

  private static int stretch(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    int prefix = 0;
    while (prefix < shorter && a.charAt(prefix) == b.charAt(prefix)) {
      prefix++;
    }
    int suffix = 0;
    while (suffix < shorter - prefix
        && a.charAt(a.length() - 1 - suffix) == b.charAt(b.length() - 1 - suffix)) {
      suffix++;
    }
    return Math.max(a.length(), b.length()) - prefix - suffix;
  }
}
