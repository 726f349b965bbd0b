package io.blick.lens.report;

import io.blick.lens.argument.Required;
import io.blick.lens.draw.TextPage;
import io.blick.lens.json.Json;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.text.Bytes;
import io.blick.lens.text.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * The models that have a name.
 *
 * @param models in the order of the catalogue
 */
public record ModelsResult(List<NamedModel> models) implements Result {
  private static final List<Column<NamedModel>> COLUMNS = List.of(
      Column.text("name", NamedModel::name),
      Column.<NamedModel>count("bytes", NamedModel::bytes)
          .named("size")
          .shown(model -> Bytes.of(model.bytes())),
      Column.<NamedModel>text("cached", model -> Boolean.toString(model.cached()))
          .shown(ModelsResult::cachedForPeople),
      Column.text("licence", NamedModel::licence),
      Column.text("languages", NamedModel::languages),
      Column.<NamedModel>text("summary", NamedModel::summary).forPrograms());

  /** Copies the list. */
  public ModelsResult {
    models = Required.all("models", "models", models);
  }

  /**
   * A model that has a name.
   *
   * @param name the name that a user types
   * @param bytes size on disk; of a model that is not cached, the size that it would have
   * @param cached whether the model is on disk
   * @param licence SPDX identifier of the licence of the weights
   * @param languages the languages that the model knows
   * @param summary a description in half a sentence
   * @param obstacle a sentence on what stands in the model's place in the cache, so that it cannot
   *     be fetched; usually empty
   */
  public record NamedModel(
      String name,
      long bytes,
      boolean cached,
      String licence,
      String languages,
      String summary,
      Optional<String> obstacle) {
    /** Checks that nothing is missing. */
    public NamedModel {
      Required.of("models", "name", name);
      Required.of("models", "licence", licence);
      Required.of("models", "languages", languages);
      Required.of("models", "summary", summary);
      Required.of("models", "obstacle", obstacle);
    }
  }

  private static String cachedForPeople(NamedModel model) {
    if (model.obstacle().isPresent()) {
      return "in the way";
    }
    return model.cached() ? "yes" : "no";
  }

  @Override
  public List<String> notes() {
    return models.stream().flatMap(model -> model.obstacle().stream()).toList();
  }

  @Override
  public String text(Terminal terminal) {
    var page = new TextPage(terminal.columns());
    new Table<>(COLUMNS, models).text(page, terminal);
    return page.toString();
  }

  @Override
  public void json(OutputStream out) throws IOException {
    Json.line(
        out,
        json -> json.objects(
            "models",
            models,
            (one, model) -> one.text("name", model.name())
                .count("bytes", model.bytes())
                .flag("cached", model.cached())
                .text("licence", model.licence())
                .text("languages", model.languages())
                .text("summary", model.summary())));
  }

  @Override
  public void tsv(OutputStream out) throws IOException {
    new Table<>(COLUMNS, models).tsv(out);
  }
}
