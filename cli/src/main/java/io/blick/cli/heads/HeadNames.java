package io.blick.cli.heads;

import io.blick.cli.command.Arguments;
import io.blick.cli.error.Quote;
import io.blick.cli.error.UsageException;
import io.blick.lens.trace.Head;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Heads as the user names them: {@code layer-head}, both counted from 1. */
final class HeadNames {
  private HeadNames() {}

  /**
   * Returns the heads of lists such as {@code 9-11,8-4}, each once, in order.
   *
   * @throws UsageException if it is no such list
   */
  static List<Head> parse(Arguments arguments, String option) {
    Set<Head> heads = new TreeSet<>();
    for (String value : arguments.values(option)) {
      for (String name : value.split(",", -1)) {
        if (!name.matches("[1-9][0-9]{0,8}-[1-9][0-9]{0,8}")) {
          throw new UsageException(
              "%s must be heads, layer-head from 1 on, such as 9-11,8-4; got %s"
                  .formatted(option, Quote.of(value)));
        }
        int dash = name.indexOf('-');
        heads.add(new Head(
            Integer.parseInt(name.substring(0, dash)) - 1,
            Integer.parseInt(name.substring(dash + 1)) - 1));
      }
    }
    return List.copyOf(heads);
  }
}
