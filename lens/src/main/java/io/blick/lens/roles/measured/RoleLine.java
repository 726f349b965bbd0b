package io.blick.lens.roles.measured;

import io.blick.lens.bootstrap.Proportion;
import io.blick.lens.roles.Direction;
import io.blick.lens.roles.Role;
import io.blick.lens.trace.Head;
import java.util.List;
import java.util.stream.Stream;

/**
 * A {@link MeasuredRole} as a line of those that are kept, between tabs: the fingerprint of its
 * model, treebank, layer and head from 1 on, relation, direction, hits, cases, rank, offset and the
 * accuracy of that.
 */
final class RoleLine {
  private RoleLine() {}

  /**
   * Reads such a line.
   *
   * @param heads of all layers of the model
   */
  static MeasuredRole parse(String line, int heads) {
    List<String> cells = List.of(line.split("\t", -1));
    return new MeasuredRole(
        cells.get(1),
        new Head(number(cells, 2) - 1, number(cells, 3) - 1),
        cells.get(4),
        Stream.of(Direction.values())
            .filter(direction -> direction.label().equals(cells.get(5)))
            .findFirst()
            .orElseThrow(),
        new Proportion(number(cells, 6), number(cells, 7)),
        number(cells, 8),
        heads,
        new Role.FixedOffset(number(cells, 9), Float.parseFloat(cells.get(10))));
  }

  private static int number(List<String> cells, int column) {
    return Integer.parseInt(cells.get(column));
  }
}
