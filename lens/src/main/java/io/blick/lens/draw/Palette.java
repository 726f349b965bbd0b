package io.blick.lens.draw;

import java.util.Locale;
import java.util.stream.Collectors;

/** The style sheet of SVG pictures: one hue and a few fonts, for a light and a dark scheme. */
public final class Palette {
  /** From this shade on, text in the dark scheme has the paper's colour, to be readable. */
  private static final int MIDDLE = 15;

  /** From this shade on, text in the light scheme has it too. */
  private static final int STRONG = 21;

  private static final int[] LIGHT = {0xf1f5f9, 0xb5d6ef, 0x3f8fcc, 0x0a3a6b};
  private static final int[] DARK = {0x1a2531, 0x1c4f80, 0x3f93d0, 0xdcf0ff};

  /**
   * The properties that a picture would inherit from the page around it, set here instead: else it
   * would be mirrored in a page that reads from right to left, or bold in a heading. They are set
   * on each element too: a page's rule for an element, such as {@code path{stroke-width:2}}, wins
   * over what the element inherits.
   */
  private static final String INHERITED = """
      .blick,.blick text,.blick path,.blick rect{direction:ltr;\
      writing-mode:horizontal-tb;text-orientation:mixed;\
      text-anchor:start;dominant-baseline:auto;white-space:normal;\
      letter-spacing:normal;word-spacing:normal;text-transform:none;text-shadow:none;\
      text-decoration:none;\
      text-rendering:auto;font-style:normal;font-weight:400;font-variant:normal;\
      font-stretch:normal;font-size-adjust:none;font-kerning:auto;font-feature-settings:normal;\
      font-variation-settings:normal;line-height:normal;\
      fill-opacity:1;stroke:none;stroke-width:1;stroke-opacity:1;stroke-dasharray:none;\
      stroke-dashoffset:0;stroke-linecap:butt;stroke-linejoin:miter;stroke-miterlimit:4;\
      vector-effect:none;marker:none;paint-order:normal}
      """;

  /** Selects elements of the picture only, so that it does not change the page around it. */
  private static final String SCOPE = ".blick ";

  private static final String RULES = """
      text{font-family:system-ui,"Segoe UI","Noto Sans","DejaVu Sans",sans-serif;font-size:13px;\
      font-variant-numeric:tabular-nums;unicode-bidi:isolate}
      .title{font-size:20px;font-weight:600}
      .head{font-size:14px;font-weight:600}
      .word{font-weight:600}
      .small{font-size:10px}
      .mid{text-anchor:middle}
      .end{text-anchor:end}
      .apart{paint-order:stroke;stroke-width:4px;stroke-linejoin:round}
      rect,path{shape-rendering:crispEdges}
      .map path{fill:none;stroke:currentColor;stroke-width:1;stroke-linecap:butt;\
      stroke-dasharray:none;vector-effect:none}
      """;

  private Palette() {}

  /** Returns the class of text on a tile of a shade. */
  public static String textClass(int shade) {
    return shade < MIDDLE ? "low" : shade < STRONG ? "mid-shade" : "high";
  }

  public static String css() {
    return INHERITED
        + scoped(RULES)
        + scoped(scheme("#ffffff", "#17222d", "#5d6b79", "#d9e1e8", LIGHT))
        + scoped("text.mid-shade{fill:#17222d}\n")
        + "@media(prefers-color-scheme:dark){\n"
        + scoped(scheme("#0f161d", "#e8eef4", "#93a3b3", "#2b3947", DARK))
        + scoped("text.mid-shade{fill:#0f161d}\n")
        + "}\n";
  }

  /** Returns the rules, given one a line, so that they hold only inside a picture. */
  private static String scoped(String rules) {
    return rules
        .lines()
        .map(rule -> SCOPE + rule.replaceFirst("^rect,path", "rect," + SCOPE + "path") + "\n")
        .collect(Collectors.joining());
  }

  private static String scheme(String paper, String ink, String muted, String rule, int... stops) {
    var css = new StringBuilder();
    css.append(".paper{fill:").append(paper).append("}\n");
    css.append("text{fill:").append(ink).append("}\n");
    css.append("text.high{fill:").append(paper).append("}\n");
    css.append("text.muted{fill:").append(muted).append("}\n");
    css.append("text.apart{stroke:").append(paper).append("}\n");
    css.append(".rule{fill:").append(rule).append("}\n");
    for (int shade = 0; shade < Shade.COUNT; shade++) {
      String colour = String.format(Locale.ROOT, "#%06x", Shade.colour(shade, stops));
      css.append(".f%s{fill:%s;color:%s}\n".formatted(shade, colour, colour));
    }
    return css.toString();
  }
}
