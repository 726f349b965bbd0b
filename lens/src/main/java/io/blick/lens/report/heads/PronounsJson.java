package io.blick.lens.report.heads;

import io.blick.lens.coreference.NameHits;
import io.blick.lens.coreference.Pronouns;
import io.blick.lens.json.JsonWriter;
import java.io.IOException;

/** What heads make of pronouns, in JSON. */
final class PronounsJson {
  private PronounsJson() {}

  static void write(JsonWriter json, Pronouns pronouns) throws IOException {
    NameHits all = pronouns.all();
    json.text("model", pronouns.model())
        .count("examples", pronouns.examples())
        .count("skipped", pronouns.skipped())
        .count("ambiguous", pronouns.ambiguous())
        .count("cases", all.cases())
        .countRows("hits", all.heads())
        .object("best", best -> best(best, pronouns))
        .object("heldOut", pronouns.heldOut(), PronounsJson::heldOut)
        .objects("byGender", pronouns.genders(), (each, one) -> gender(each, pronouns, one))
        .object("baselines", baselines -> rules(baselines, all).number("random", Pronouns.CHANCE));
  }

  private static void best(JsonWriter json, Pronouns pronouns) throws IOException {
    json.head(pronouns.best())
        .number("accuracy", pronouns.all().accuracy(pronouns.best()))
        .interval(pronouns.interval());
  }

  private static void heldOut(JsonWriter json, Pronouns.HeldOut held) throws IOException {
    json.head(held.head())
        .number("accuracy", held.accuracy())
        .count("cases", held.hits().cases());
  }

  private static void gender(JsonWriter json, Pronouns pronouns, Pronouns.OfGender one)
      throws IOException {
    NameHits hits = one.hits();
    json.text("gender", one.gender().label())
        .count("cases", hits.cases())
        .number("accuracy", hits.accuracy(pronouns.best()));
    rules(json, hits);
  }

  /** Writes what rules find that know no model. */
  private static JsonWriter rules(JsonWriter json, NameHits hits) throws IOException {
    return json.number("nearest", hits.nearestAccuracy()).number("first", hits.firstAccuracy());
  }
}
