package io.blick.lens.report.heads;

import io.blick.lens.json.Json;
import io.blick.lens.json.JsonWriter;
import io.blick.lens.looks.HeadLooks;
import io.blick.lens.looks.LookExample;
import io.blick.lens.looks.LookShares;
import io.blick.lens.looks.Looks;
import io.blick.lens.looks.NearLook;
import io.blick.lens.looks.NearLooks;
import io.blick.lens.trace.Head;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** A {@link LooksResult} as JSON. */
final class LooksJson {
  private LooksJson() {}

  static void write(LooksResult result, OutputStream out) throws IOException {
    Looks looks = result.looks();
    Json.line(out, json -> {
      json.text("model", looks.model())
          .count("sentences", looks.sentences())
          .count("skipped", looks.skipped())
          .count("words", looks.words())
          .texts("parts", looks.parts())
          .texts("added", looks.added());
      Optional<Head> head = result.head();
      if (head.isPresent()) {
        json.head(head.get());
      } else {
        json.nulls("layer", "head");
      }
      json.object("uniform", uniform -> {
            shares(uniform, looks.uniform());
            uniform.objects("from", looks.uniformByPart(), LooksJson::shares);
          })
          .objects("heads", looks.heads(), LooksJson::head)
          .object("near", result.near(), LooksJson::near);
    });
  }

  private static void head(JsonWriter json, HeadLooks head) throws IOException {
    json.head(head.head());
    shares(json, head.all());
    json.objects("from", head.byPart(), LooksJson::shares)
        .objects(
            "forms",
            head.forms(),
            (one, form) -> one.text("form", form.form())
                .count("occurrences", form.occurrences())
                .number("weight", form.weight()));
    Optional<List<LookExample>> some =
        Optional.of(head.examples()).filter(examples -> !examples.isEmpty());
    if (some.isPresent()) {
      json.objects("examples", some.get(), LooksJson::example);
    } else {
      json.nulls("examples");
    }
  }

  private static void near(JsonWriter json, NearLooks near) throws IOException {
    json.text("word", near.word()).objects("places", near.places(), LooksJson::place);
  }

  private static void place(JsonWriter json, NearLook near) throws IOException {
    RolesJson.place(json, near.place());
    json.text("text", near.sentence().text());
    RolesJson.word(json, "from", near.sentence(), near.from());
    RolesJson.word(json, "looked", near.sentence(), near.looked());
    json.number("weight", near.weight()).number("cosine", near.cosine());
  }

  private static void shares(JsonWriter json, LookShares shares) throws IOException {
    json.count("words", shares.words())
        .numbers("weights", shares.parts())
        .number("self", shares.itself())
        .numbers("onAdded", shares.added());
  }

  private static void example(JsonWriter json, LookExample example) throws IOException {
    RolesJson.place(json, example.place());
    json.text("text", example.sentence().text());
    RolesJson.word(json, "from", example.sentence(), example.from());
    RolesJson.word(json, "looked", example.sentence(), example.looked());
    json.number("weight", example.weight()).number("distance", example.distance());
  }
}
