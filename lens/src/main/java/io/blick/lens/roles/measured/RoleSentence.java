package io.blick.lens.roles.measured;

import io.blick.lens.bootstrap.Interval;
import io.blick.lens.draw.Numbers;
import io.blick.lens.text.Visible;
import java.util.Locale;

/** A {@link MeasuredRole} for people. */
final class RoleSentence {
  private RoleSentence() {}

  static String of(MeasuredRole role) {
    String path = RelationWords.of(role.relation()).path(role.direction());
    return Visible.text("Measured on %s: %s %s %s (%s)%s %s, rank %s of %s heads; always %s: %s."
        .formatted(
            role.treebank(),
            role.head().name(),
            claim(role),
            path,
            role.relation(),
            role.isClear() ? "" : ",",
            cases(role),
            role.rank(),
            role.heads(),
            offset(role.offset().offset()),
            Numbers.weight(role.offset().accuracy())));
  }

  private static String claim(MeasuredRole role) {
    if (role.isClear()) {
      return "points";
    }
    boolean above = role.gain() > 0;
    return "is %sbetter than the best fixed offset in no relation of %s cases or more; %s"
        .formatted(above ? "clearly " : "", MeasuredRoles.FEWEST_CASES, above ? "most" : "nearest");
  }

  private static String cases(MeasuredRole role) {
    Interval interval = role.interval();
    String sure = "; 95\u00a0%%: %s–%s"
        .formatted(Numbers.fixed(interval.low(), 2), Numbers.fixed(interval.high(), 2));
    return String.format(
        Locale.ROOT,
        "in %,d of %,d cases (%s%s)",
        role.proportion().hits(),
        role.proportion().cases(),
        Numbers.weight(role.accuracy()),
        role.isClear() || role.gain() <= 0 ? "" : sure);
  }

  private static String offset(int offset) {
    String side = offset < 0 ? "before" : "after";
    int words = Math.abs(offset);
    return words == 1 ? "the word " + side : words + " words " + side;
  }
}
