package io.blick.lens.report.look;

import io.blick.lens.json.JsonWriter;
import io.blick.lens.picture.HeadPicture;
import io.blick.lens.picture.Overview;
import io.blick.lens.picture.Picture;
import io.blick.lens.picture.RankingPicture;
import io.blick.lens.picture.RolloutPicture;
import io.blick.lens.report.look.LookColumns.Cell;
import io.blick.lens.roles.measured.MeasuredRole;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Pair;
import io.blick.lens.trace.Pairs;
import io.blick.lens.trace.Ranking;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** The numbers of {@code look} in each form, from maps alone: of one pass, or of windows. */
sealed interface LookNumbers {

  /** Returns the maps of all heads. */
  HeadMaps maps();

  /** Returns what the numbers are. */
  default EdgeScore edgeScore() {
    return maps().edgeScore();
  }

  /** Returns the picture of the numbers. */
  Picture picture();

  /** Writes the keys from {@code layer} to {@code pairs}. */
  void json(JsonWriter json) throws IOException;

  /** Writes the key {@code measured}. */
  default void measured(JsonWriter json) throws IOException {
    json.nulls("measured");
  }

  /** Returns the numbers in long form. */
  Table<?> table();

  /** Every ordered pair of units, over all heads. */
  record OfPairs(HeadMaps maps) implements LookNumbers {
    @Override
    public Picture picture() {
      return new Overview(maps);
    }

    @Override
    public void json(JsonWriter json) throws IOException {
      json.nulls("layer", "head", "weights", "ranking")
          .objects(
              "pairs",
              Pairs.of(maps).all(),
              (one, pair) -> one.count("from", pair.from())
                  .count("to", pair.to())
                  .number("mean", pair.mean())
                  .head(pair.head())
                  .number("weight", pair.weight()));
    }

    @Override
    public Table<Pair> table() {
      List<Column<Pair>> columns = LookColumns.join(
          LookColumns.units(maps.units(), Pair::from, Pair::to),
          List.of(
              Column.number("mean", 3, Pair::mean),
              Column.head(Pair::head),
              Column.number("weight", 3, Pair::weight),
              LookColumns.measure(edgeScore())));
      return new Table<>(columns, Pairs.of(maps).all());
    }
  }

  /** The map of one head, and what it does over treebanks. */
  record OfHead(HeadMaps maps, Head head, List<MeasuredRole> roles) implements LookNumbers {
    @Override
    public Picture picture() {
      return new HeadPicture(maps, head, roles);
    }

    @Override
    public void json(JsonWriter json) throws IOException {
      json.head(head).rows("weights", maps.map(head)).nulls("ranking", "pairs");
    }

    @Override
    public void measured(JsonWriter json) throws IOException {
      json.objects(
          "measured",
          roles,
          (one, role) -> one.text("treebank", role.treebank())
              .text("relation", role.relation())
              .text("direction", role.direction().label())
              .count("hits", role.proportion().hits())
              .count("cases", role.proportion().cases())
              .number("accuracy", role.accuracy())
              .interval(role.interval())
              .count("rank", role.rank())
              .object(
                  "offset",
                  offset -> offset
                      .count("offset", role.offset().offset())
                      .number("accuracy", role.offset().accuracy())));
    }

    @Override
    public Table<Cell> table() {
      return LookColumns.weights(
          maps.units(), List.of(Column.head(_ -> head)), maps.map(head), edgeScore());
    }
  }

  /** All heads, ranked by how much one unit looks at another. */
  record OfRanking(HeadMaps maps, int from, int to) implements LookNumbers {
    @Override
    public Picture picture() {
      return new RankingPicture(maps, ranking());
    }

    private Ranking ranking() {
      return Ranking.of(maps, from, to);
    }

    @Override
    public void json(JsonWriter json) throws IOException {
      json.nulls("layer", "head", "weights")
          .objects(
              "ranking",
              ranking().heads(),
              (one, ranked) -> one.head(ranked.head()).number("weight", ranked.weight()))
          .nulls("pairs");
    }

    @Override
    public Table<Ranking.Ranked> table() {
      List<Column<Ranking.Ranked>> columns = List.of(
          Column.head(Ranking.Ranked::head),
          Column.number("weight", 3, Ranking.Ranked::weight),
          LookColumns.measure(edgeScore()));
      return new Table<>(columns, ranking().heads());
    }
  }

  /**
   * Attention rolled out to a layer.
   *
   * @param maps of the heads of the same text
   * @param layer counted from 0
   * @param rollout gives the map (units, units)
   */
  record OfRollout(HeadMaps maps, int layer, Supplier<float[][]> rollout) implements LookNumbers {
    @Override
    public EdgeScore edgeScore() {
      return EdgeScore.ROLLOUT;
    }

    @Override
    public Picture picture() {
      return new RolloutPicture(maps, layer, rollout);
    }

    @Override
    public void json(JsonWriter json) throws IOException {
      json.count("layer", layer + 1)
          .nulls("head")
          .rows("weights", rollout.get())
          .nulls("ranking", "pairs");
    }

    @Override
    public Table<Cell> table() {
      // No head: a rollout takes all heads of its layers together.
      List<Column<Cell>> where = List.of(
          Column.count("layer", _ -> layer + 1),
          Column.maybeCount("head", _ -> OptionalLong.empty()));
      return LookColumns.weights(maps.units(), where, rollout.get(), edgeScore());
    }
  }
}
