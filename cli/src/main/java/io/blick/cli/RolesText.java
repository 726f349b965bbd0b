package io.blick.cli;

import io.blick.lens.draw.Ink;
import io.blick.lens.measure.Role;
import io.blick.lens.measure.Roles;
import io.blick.lens.text.Columns;
import io.blick.lens.text.Terminal;
import io.blick.lens.text.Visible;
import java.util.List;
import java.util.Optional;

/** Roles for people: a line for each relation and direction; on a terminal with bars. */
final class RolesText {
  private static final int RELATION = 12;
  private static final int WIDEST_BAR = 8;

  /** Columns of a line without bars. */
  private static final int NUMBERS = 79;

  private static final int BARS = 3;

  private final Terminal canvas;
  private final int bar;

  private RolesText(Terminal canvas) {
    this.canvas = canvas;
    // Where there is room for no bar there is none, as on what is no terminal.
    boolean bars = !new Ink(canvas.colours()).bar(1, 1).isEmpty();
    this.bar = bars ? Math.clamp((canvas.columns() - NUMBERS) / BARS, 0, WIDEST_BAR) : 0;
  }

  static String of(Roles roles, Terminal canvas) {
    return new RolesText(canvas).of(roles);
  }

  private String of(Roles roles) {
    StringBuilder text = new StringBuilder();
    text.append(Visible.text(RolesWords.measured(roles))).append('\n');
    sentence(text, RolesWords.DEFINITION);
    text.append('\n');
    line(
        text,
        List.of(
            Columns.left("relation", RELATION),
            Columns.left("who looks", 10),
            Columns.right("cases", 6),
            " " + Columns.right("best", 5),
            Columns.left("right", 5 + bar),
            Columns.left("95 %", 9),
            " " + Columns.left("held out", 11 + bar),
            " " + Columns.left("offset", 8 + bar)));
    RolesWords.ordered(roles).forEach(role -> line(text, cells(role)));
    text.append('\n');
    RolesWords.CAUTIONS.forEach(caution -> sentence(text, caution));
    return text.toString();
  }

  private List<String> cells(Role role) {
    Role.Best best = role.best();
    return List.of(
        Columns.left(Columns.cut(Visible.text(role.relation()), RELATION), RELATION),
        RolesWords.direction(role),
        Columns.right(Integer.toString(role.cases()), 6),
        " " + Columns.right(best.head().name(), 5),
        number(best.accuracy()),
        RolesWords.interval(best),
        " " + heldOut(role.heldOut()),
        " " + RolesWords.offset(role.offset()) + " " + number(role.offset().accuracy()));
  }

  private String heldOut(Optional<Role.HeldOut> heldOut) {
    return heldOut
        .map(held -> Columns.right(held.head().name(), 5) + " " + number(held.accuracy()))
        .orElseGet(() -> Columns.left("    –", 11 + bar));
  }

  /** Returns a number with its bar. */
  private String number(float accuracy) {
    String number = RolesWords.accuracy(accuracy);
    if (bar == 0) {
      return number;
    }
    int columns = Math.ceilDiv(Math.round(accuracy * bar * 8), 8);
    return number + new Ink(canvas.colours()).bar(accuracy, bar) + " ".repeat(bar - columns);
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append(String.join(" ", cells).stripTrailing()).append('\n');
  }

  /** Adds a sentence, broken at spaces to the width. */
  private void sentence(StringBuilder text, String sentence) {
    Columns.wrapped(sentence, canvas.columns())
        .forEach(line -> text.append(line).append('\n'));
  }
}
