package io.blick.models.token.folder;

import com.fasterxml.jackson.databind.JsonNode;
import io.blick.models.format.json.JsonFields;
import io.blick.models.token.pipeline.BlankOffsets;
import io.blick.models.token.pipeline.Template;
import io.blick.models.token.steps.JsonSteps;
import io.blick.models.token.vocabulary.Pieces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * The post_processor of a tokenizer.json of byte pairs.
 *
 * @param template what the model adds around texts
 * @param offsets what becomes of blanks in offsets
 */
record PostProcessorJson(Template template, BlankOffsets offsets) {

  /** Reads it; what is not known is refused by name. */
  static PostProcessorJson read(JsonFields processor, Pieces pieces) {
    PostProcessorJson read = new PostProcessorJson(Template.PLAIN, BlankOffsets.KEPT);
    for (JsonFields step : JsonSteps.of(processor, "processors")) {
      read = switch (step.text("type", "")) {
        case "ByteLevel" -> new PostProcessorJson(read.template, offsets(step));
        case "TemplateProcessing" -> new PostProcessorJson(template(step, pieces), read.offsets);
        case "RobertaProcessing" -> new PostProcessorJson(bert(step, pieces), offsets(step));
        case "BertProcessing" -> new PostProcessorJson(bert(step, pieces), read.offsets);
        default ->
          throw step.wrong(
              "type",
              "ByteLevel, TemplateProcessing, RobertaProcessing or BertProcessing",
              step.object().path("type"));
      };
    }
    return read;
  }

  private static BlankOffsets offsets(JsonFields step) {
    if (!step.flag("trim_offsets", true)) {
      return BlankOffsets.KEPT;
    }
    return step.flag("add_prefix_space", true)
        ? BlankOffsets.TRIMMED_AFTER_PREFIX
        : BlankOffsets.TRIMMED;
  }

  private static Template bert(JsonFields step, Pieces pieces) {
    BertTemplate.checkRows(step, pieces);
    return BertTemplate.read(step).around(name -> row(step, pieces, name));
  }

  private static Template template(JsonFields step, Pieces pieces) {
    BertTemplate.checkRows(step, pieces);
    return new Template(parts(step, "single", pieces, "A"), parts(step, "pair", pieces, "A", "B"));
  }

  private static List<Template.Part> parts(
      JsonFields step, String field, Pieces pieces, String... texts) {
    List<Template.Part> parts = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    for (JsonNode part : step.object().path(field)) {
      JsonFields fields = step.element(part, field);
      boolean isText = part.has("Sequence");
      JsonFields content = fields.child(isText ? "Sequence" : "SpecialToken");
      int segment = content.requiredNumber("type_id", 0, 1) + 1;
      String id = content.text("id", "");
      if (isText) {
        seen.add(id);
        parts.add(new Template.Part.Text(Math.max(0, List.of(texts).indexOf(id)), segment));
      } else {
        parts.add(new Template.Part.Added(row(content, pieces, id), segment));
      }
    }
    if (!seen.equals(Arrays.asList(texts))) {
      throw step.wrong("%s must have the texts %s, each once; got %s"
          .formatted(step.path(field), String.join(", ", texts), String.join(", ", seen)));
    }
    return parts;
  }

  private static int row(JsonFields where, Pieces pieces, String spelling) {
    OptionalInt row = pieces.row(spelling);
    return row.orElseThrow(
        () -> where.wrong("id", "a piece of the vocabulary", where.object().path("id")));
  }
}
