package io.blick.cli;

import io.blick.lens.measure.HeadKind;
import io.blick.lens.measure.HeadProfile;
import io.blick.lens.measure.Profile;
import io.blick.lens.picture.Caution;
import io.blick.lens.text.Columns;
import io.blick.lens.text.Terminal;
import io.blick.lens.text.Visible;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What each head does on average, for people: the heads that have a name, then all. */
final class ProfileText {
  /** By which rules heads get a name. */
  static final String RULES = String.format(
      Locale.ROOT,
      "A head is called positional from %.2f on the next piece, the previous or itself; sink from"
          + " %.2f on [CLS], [SEP] and punctuation together; broad from an entropy of %.2f ln S;"
          + " it may have no name, or several.",
      HeadKind.POSITIONAL_MASS,
      HeadKind.SINK_MASS,
      HeadKind.BROAD_SHARE);

  private static final int NAME = 12;

  private final Profile profile;
  private final Terminal canvas;
  private final StringBuilder text = new StringBuilder();

  private ProfileText(Profile profile, Terminal canvas) {
    this.profile = profile;
    this.canvas = canvas;
  }

  static String of(Profile profile, Terminal canvas) {
    return new ProfileText(profile, canvas).text();
  }

  private String text() {
    sentence("what heads do · %s · %d heads · texts: %d, skipped as too long: %d · pieces: %d"
        .formatted(
            Visible.text(profile.model()),
            profile.heads().size(),
            profile.texts(),
            profile.skipped(),
            profile.pieces()));
    sentence(RULES);
    line("");
    for (HeadKind kind : HeadKind.values()) {
      named(kind);
    }
    table();
    line("");
    sentence("Means over the texts' own pieces as those that look. entropy: nats, beside it / ln S;"
        + " distance: pieces; the rest: weight on the piece itself, the next, the previous, [CLS],"
        + " [SEP], punctuation.");
    sentence(Caution.TEXT);
    return text.toString();
  }

  private void named(HeadKind kind) {
    List<String> names = profile.heads().stream()
        .filter(head -> head.kinds().contains(kind))
        .map(head -> head.head().name())
        .toList();
    String indent = " ".repeat(NAME);
    String listed = names.isEmpty() ? "none" : names.size() + ": " + String.join(" ", names);
    List<String> lines = Columns.wrapped(listed, Math.max(1, canvas.columns() - NAME));
    line(Columns.left(Choice.name(kind), NAME) + lines.getFirst());
    lines.stream().skip(1).forEach(rest -> line(indent + rest));
  }

  private void table() {
    int layer = -1;
    for (HeadProfile one : profile.heads()) {
      if (one.head().layer() != layer) {
        layer = one.head().layer();
        line("");
        line("head   entropy /ln S  dist  self  next  prev [CLS] [SEP] punct");
      }
      line(row(one));
    }
  }

  private static String row(HeadProfile one) {
    String kinds = one.kinds().stream().map(Choice::name).collect(Collectors.joining(" "));
    return Columns.left(one.head().name(), 6)
        + String.format(
            Locale.ROOT,
            "%8.2f %5.2f %5.1f %5.2f %5.2f %5.2f %5.2f %5.2f %5.2f  %s",
            one.entropy(),
            one.relativeEntropy(),
            one.distance(),
            one.itself(),
            one.next(),
            one.previous(),
            one.cls(),
            one.sep(),
            one.punctuation(),
            kinds);
  }

  private void sentence(String sentence) {
    Columns.wrapped(sentence, canvas.columns()).forEach(this::line);
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }
}
