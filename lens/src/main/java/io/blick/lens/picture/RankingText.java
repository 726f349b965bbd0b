package io.blick.lens.picture;

import io.blick.lens.draw.Ink;
import io.blick.lens.draw.Numbers;
import io.blick.lens.draw.TextPage;
import io.blick.lens.text.Columns;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.Ranking.Ranked;
import java.util.List;

/** A {@link RankingPicture} as text: in columns, or one head a line if there are no bars. */
final class RankingText {
  private static final int HEAD = 6;
  private static final int WEIGHT = 7;
  private static final int BAR = 8;
  private static final int GAP = 3;

  private RankingText() {}

  static String of(RankingPicture picture, Terminal terminal) {
    var ink = new Ink(terminal.colours());
    var page = new TextPage(terminal.columns());
    String noun = ScoreLabels.noun(picture.maps().edgeScore());
    page.title(ink, picture.title() + " · " + Labels.model(picture.maps()))
        .sentence(picture.legend());
    List<Ranked> heads = picture.ranking().heads();
    int widest = heads.stream().mapToInt(one -> weight(one).length()).max().orElse(0);
    int weight = Math.max(WEIGHT, 1 + widest);
    page.blank().add(ink.faint(" head " + Columns.right(noun, weight - 1)));
    int column = HEAD + weight + BAR + GAP;
    int across = ink.hasBars() ? Math.max(1, (terminal.columns() + GAP) / column) : 1;
    int rows = Math.ceilDiv(heads.size(), across);
    double largest = heads.getFirst().weight();
    for (int row = 0; row < rows; row++) {
      var line = new StringBuilder();
      for (int at = row; at < heads.size(); at += rows) {
        line.append(entry(ink, heads.get(at), weight, largest));
      }
      page.add(line.toString());
    }
    return page.blank().sentence(Caution.of(picture.maps().edgeScore())).toString();
  }

  private static String weight(Ranked ranked) {
    return Numbers.weight(ranked.weight());
  }

  private static String entry(Ink ink, Ranked ranked, int columns, double largest) {
    String head = Columns.right(ranked.head().name(), HEAD - 1);
    String weight = Columns.right(weight(ranked), columns);
    double part = largest > 0 ? ranked.weight() / largest : 0;
    return ink.bold(head)
        + weight
        + "  "
        + ink.bar(part, BAR)
        + " ".repeat(BAR + GAP - 1 - ink.barColumns(part, BAR));
  }
}
