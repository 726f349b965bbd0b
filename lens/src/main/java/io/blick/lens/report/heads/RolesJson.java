package io.blick.lens.report.heads;

import io.blick.lens.corpus.SentencePlace;
import io.blick.lens.corpus.SentenceText;
import io.blick.lens.json.Json;
import io.blick.lens.json.JsonWriter;
import io.blick.lens.roles.Role;
import io.blick.lens.roles.RoleExample;
import io.blick.lens.roles.RoleExamples;
import io.blick.lens.roles.Roles;
import io.blick.lens.roles.SilencedRole;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** {@link Roles} as JSON. */
final class RolesJson {
  private RolesJson() {}

  static void write(Roles roles, OutputStream out) throws IOException {
    Json.line(out, json -> {
      json.text("model", roles.model())
          .count("sentences", roles.sentences())
          .count("skipped", roles.skipped())
          .count("words", roles.words())
          .objects("relations", roles.relations(), RolesJson::role);
      if (roles.silenced().isEmpty()) {
        json.nulls("silenced");
      } else {
        json.objects("silenced", roles.silenced(), JsonWriter::head);
      }
    });
  }

  private static void role(JsonWriter json, Role role) throws IOException {
    json.text("relation", role.relation()).text("direction", role.direction().label());
    HeadAccuracies.of(role).json(json);
    json.object(
        "offset",
        offset -> offset
            .count("offset", role.offset().offset())
            .number("accuracy", role.offset().accuracy()));
    if (role.top().size() > 1) {
      json.objects("top", role.top(), (one, best) -> top(one, role, best));
    } else {
      json.nulls("top");
    }
    json.object("examples", examples(role), RolesJson::examples)
        .object("silenced", role.silenced(), RolesJson::silenced);
  }

  private static void top(JsonWriter json, Role role, Role.Best best) throws IOException {
    json.head(best.head())
        .count("hits", role.proportion(best.head()).hits())
        .number("accuracy", best.accuracy())
        .interval(best.interval());
  }

  private static Optional<RoleExamples> examples(Role role) {
    return Optional.of(role.examples()).filter(some -> !some.equals(RoleExamples.none()));
  }

  private static void examples(JsonWriter json, RoleExamples examples) throws IOException {
    json.objects("right", examples.right(), RolesJson::example)
        .objects("wrong", examples.wrong(), RolesJson::example);
  }

  private static void example(JsonWriter json, RoleExample example) throws IOException {
    place(json, example.place());
    json.text("text", example.sentence().text());
    word(json, "from", example.sentence(), example.from());
    word(json, "to", example.sentence(), example.to());
    word(json, "looked", example.sentence(), example.looked());
  }

  /** Writes {@code file}, {@code sentence} and {@code sentId}. */
  static void place(JsonWriter json, SentencePlace place) throws IOException {
    json.text("file", place.file()).count("sentence", place.number()).text("sentId", place.id());
  }

  /** Writes a word of a sentence. */
  static void word(JsonWriter json, String key, SentenceText sentence, int index)
      throws IOException {
    SentenceText.Span span = sentence.words().get(index);
    json.object(
        key,
        word -> word.count("word", index)
            .text("text", sentence.word(index))
            .count("start", span.start())
            .count("end", span.end()));
  }

  private static void silenced(JsonWriter json, SilencedRole silenced) throws IOException {
    json.countRows("hits", silenced.hits())
        .number("accuracy", silenced.accuracy())
        .number("change", silenced.change())
        .interval(silenced.interval())
        .object(
            "best",
            best -> best.head(silenced.best().head())
                .number("accuracy", silenced.best().accuracy())
                .interval(silenced.best().interval()))
        .count("changed", silenced.changed());
  }
}
