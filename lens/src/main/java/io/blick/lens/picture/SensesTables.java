package io.blick.lens.picture;

import io.blick.lens.senses.Plane;
import io.blick.lens.senses.Senses;
import io.blick.lens.senses.SimilarityMatrix;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;

/** The tables of a {@link SensesPicture}; texts count from 1. */
final class SensesTables {
  private static final int DECIMALS = 3;
  private static final int LEAST_EXCERPT = 8;

  /** Columns that are kept for the numbers beside an excerpt. */
  private static final int NUMBERS = 32;

  private SensesTables() {}

  /** Returns the table of cosines, a row for the embeddings and for each layer. */
  static Table<Layer> layers(Senses senses) {
    return new Table<>(
        List.of(
            Column.count("layer", layer -> layer.similarities().index()),
            Column.number("mean", DECIMALS, layer -> layer.cosines().getAverage()),
            Column.number("least", DECIMALS, layer -> layer.cosines().getMin()),
            Column.number("largest", DECIMALS, layer -> layer.cosines().getMax()),
            Column.maybe("others", DECIMALS, layer -> layer.similarities().background())),
        senses.layers().stream().map(one -> new Layer(one, one.summary())).toList());
  }

  /** The cosines of one layer, with their mean and extremes, computed once. */
  record Layer(SimilarityMatrix similarities, DoubleSummaryStatistics cosines) {}

  /** Returns the table of pairs, a row for every two texts, the nearest first. */
  static Table<SimilarityMatrix.Pair> pairs(Senses senses) {
    return new Table<>(
        List.of(
            Column.text(
                "nearest pairs",
                pair -> "%d and %d".formatted(pair.first() + 1, pair.second() + 1)),
            Column.number("cosine", DECIMALS, SimilarityMatrix.Pair::cosine)),
        senses.similarity().pairs());
  }

  /**
   * Returns the table of the plane, a row for each text.
   *
   * @param columns width of the terminal
   */
  static Table<Integer> plane(Senses senses, int columns) {
    List<Plane.Point> points = senses.plane().points();
    return new Table<>(
        List.of(
            // The space aligns the numbers with those of the texts above.
            Column.count(" text", i -> i + 1L),
            Column.count("group", i -> senses.groups().of(i)),
            Column.number("1st", 2, i -> points.get(i).x()),
            Column.number("2nd", 2, i -> points.get(i).y()),
            Column.<Integer>text("", i -> SensesPicture.excerpt(senses.texts().get(i)))
                .atMost(Math.max(LEAST_EXCERPT, columns - NUMBERS))),
        IntStream.range(0, points.size()).boxed().toList());
  }
}
