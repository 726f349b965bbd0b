package io.blick.lens.report.senses;

import io.blick.lens.json.Json;
import io.blick.lens.json.JsonWriter;
import io.blick.lens.senses.AttentionByPlace;
import io.blick.lens.senses.Contrast;
import io.blick.lens.senses.Groups;
import io.blick.lens.senses.Occurrence;
import io.blick.lens.senses.Plane;
import io.blick.lens.senses.Senses;
import io.blick.lens.senses.SimilarityMatrix;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.IntStream;

/** The numbers of {@link Senses} in JSON: one object that always has every key. */
final class SensesJson {
  private final SensesResult result;
  private final Senses senses;

  private SensesJson(SensesResult result) {
    this.result = result;
    this.senses = result.senses();
  }

  static void write(SensesResult result, OutputStream out) throws IOException {
    Json.line(out, new SensesJson(result)::all);
  }

  private void all(JsonWriter json) throws IOException {
    Occurrence first = senses.texts().getFirst();
    Plane plane = senses.plane();
    json.text("model", first.model())
        .text("word", result.word())
        .count("layers", first.layers())
        .count("heads", first.heads())
        .count("layer", senses.chosen())
        .objects("texts", numbers(), this::text)
        .objects("cosines", senses.layers(), SensesJson::cosines)
        .objects("pairs", senses.similarity().pairs(), SensesJson::pair)
        .object("groups", groups -> {
          withinBetween(groups, senses.cosines());
          groups.number("others", senses.similarity().background());
        })
        .numbers("variance", List.of(plane.horizontal(), plane.vertical()))
        .objects("differences", senses.contrasts(), this::difference)
        .texts("forms", result.forms());
  }

  private List<Integer> numbers() {
    return IntStream.range(0, senses.texts().size()).boxed().toList();
  }

  private void text(JsonWriter json, int number) throws IOException {
    Occurrence text = senses.texts().get(number);
    Plane.Point point = senses.plane().points().get(number);
    json.text("text", text.text())
        .count("word", text.word())
        .count("start", text.start())
        .count("end", text.end())
        .count("group", senses.groups().of(number))
        .number("x", point.x())
        .number("y", point.y())
        .text("form", result.formsInTexts().get(number));
  }

  private static void cosines(JsonWriter json, SimilarityMatrix layer) throws IOException {
    json.count("hidden", layer.index())
        .number("mean", layer.summary().getAverage())
        .number("others", layer.background())
        .rows("matrix", layer.cosines());
  }

  private static void pair(JsonWriter json, SimilarityMatrix.Pair pair) throws IOException {
    json.count("first", pair.first())
        .count("second", pair.second())
        .number("cosine", pair.cosine());
  }

  private void difference(JsonWriter json, Contrast contrast) throws IOException {
    json.head(contrast.head());
    withinBetween(json, contrast.distances());
    json.number("difference", contrast.difference())
        .objects(
            "looks",
            senses.texts(),
            (one, text) -> attention(one, text, text.attention(contrast.head())));
  }

  private static void attention(JsonWriter json, Occurrence text, AttentionByPlace attention)
      throws IOException {
    json.number("before", attention.before())
        .number("after", attention.after())
        .number("itself", attention.itself())
        .number("previous", attention.previous())
        .number("next", attention.next())
        .number("others", attention.others())
        .count("most", attention.most())
        .text("word", text.words().label(attention.most()))
        .number("weight", attention.weight());
  }

  private static void withinBetween(JsonWriter json, Groups.WithinBetween mean) throws IOException {
    json.number("within", mean.within()).number("between", mean.between());
  }
}
