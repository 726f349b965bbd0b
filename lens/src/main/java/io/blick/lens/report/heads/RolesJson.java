package io.blick.lens.report.heads;

import io.blick.lens.json.JsonWriter;
import io.blick.lens.roles.Role;
import io.blick.lens.roles.Roles;
import java.io.IOException;

/** Roles in JSON. */
final class RolesJson {
  private RolesJson() {}

  static void write(JsonWriter json, Roles roles) throws IOException {
    json.text("model", roles.model())
        .count("sentences", roles.sentences())
        .count("skipped", roles.skipped())
        .count("words", roles.words())
        .objects("relations", roles.relations(), RolesJson::role);
  }

  private static void role(JsonWriter json, Role role) throws IOException {
    json.text("relation", role.relation())
        .text("direction", role.direction().label())
        .count("cases", role.cases())
        .countRows("hits", role.hits())
        .object("best", best -> best(best, role.best()))
        .object("heldOut", role.heldOut(), RolesJson::heldOut)
        .object(
            "offset",
            offset -> offset
                .count("offset", role.offset().offset())
                .number("accuracy", role.offset().accuracy()));
  }

  private static void best(JsonWriter json, Role.Best best) throws IOException {
    json.head(best.head()).number("accuracy", best.accuracy()).interval(best.interval());
  }

  private static void heldOut(JsonWriter json, Role.HeldOut held) throws IOException {
    json.head(held.head()).number("accuracy", held.accuracy()).count("cases", held.cases());
  }
}
