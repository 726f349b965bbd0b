package io.blick.cli.heads;

import io.blick.cli.command.Arguments;
import io.blick.cli.error.Quote;
import io.blick.cli.error.UsageException;
import io.blick.lens.report.ablation.NamedEdge;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Edges of attention as the user names them: {@code jagade:Katten}. */
final class EdgeNames {
  // A comma or a colon in a text is a word of its own.
  private static final String WORD = "([:,](?:#[0-9]+)?|[^:,]+)";
  private static final Pattern EDGE = Pattern.compile(WORD + ":" + WORD + "(,|$)");

  private EdgeNames() {}

  /**
   * Returns the edges of lists such as {@code jagade:Katten,jagade:musen}.
   *
   * @throws UsageException if it is no such list
   */
  static List<NamedEdge> parse(Arguments arguments, String option) {
    List<NamedEdge> edges = new ArrayList<>();
    for (String value : arguments.values(option)) {
      Matcher edge = EDGE.matcher(value);
      boolean more = true;
      while (more) {
        if (!edge.lookingAt() || Quote.isBlank(edge.group(1)) || Quote.isBlank(edge.group(2))) {
          throw new UsageException(
              "%s must be edges, word that looks:word looked at, such as jagade:Katten; got %s"
                  .formatted(option, Quote.of(value)));
        }
        edges.add(new NamedEdge(edge.group(1), edge.group(2)));
        more = !edge.group(3).isEmpty();
        edge.region(edge.end(), value.length());
      }
    }
    return edges;
  }
}
