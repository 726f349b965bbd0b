package io.blick.models.token.wordpiece;

import com.fasterxml.jackson.databind.JsonNode;
import io.blick.models.format.json.JsonFields;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The pieces that the model adds around a text: {@code [CLS] text [SEP]}, and for a pair
 * {@code [CLS] first [SEP] second [SEP]}, of which the last two parts are segment 2.
 *
 * @param opening the piece before the text
 * @param closing the piece after each text
 */
record Template(String opening, String closing) {

  /** Reads the post_processor of tokenizer.json, which must be that of BERT. */
  static Template read(JsonFields processor) {
    return processor.text("type", "").equals("BertProcessing")
        ? new Template(name(processor, "cls"), name(processor, "sep"))
        : sequences(processor);
  }

  private static String name(JsonFields processor, String field) {
    JsonNode name = processor.object().path(field).path(0);
    if (!name.isTextual()) {
      throw processor.wrong(field, "a piece and its id", name);
    }
    return name.textValue();
  }

  private static Template sequences(JsonFields processor) {
    processor.require("type", "TemplateProcessing");
    JsonNode single = processor.object().path("single");
    String opening = single.path(0).path("SpecialToken").path("id").asText();
    String closing = single.path(2).path("SpecialToken").path("id").asText();
    check(processor, "single", "%s:0 A:0 %s:0".formatted(opening, closing));
    check(processor, "pair", "%1$s:0 A:0 %2$s:0 B:1 %2$s:1".formatted(opening, closing));
    return new Template(opening, closing);
  }

  /** Checks that the pieces of the template have the same rows as in the vocabulary. */
  static void checkRows(JsonFields processor, Pieces pieces) {
    for (String field : new String[] {"cls", "sep"}) {
      checkRow(processor, processor.object().path(field), pieces);
    }
    JsonFields added = processor.child("special_tokens");
    for (Map.Entry<String, JsonNode> entry : added.object().properties()) {
      JsonNode rows = entry.getValue().path("ids");
      if (rows.size() != 1) {
        throw added.wrong(entry.getKey(), "a piece with one id", entry.getValue());
      }
      checkRow(entry.getKey(), rows.path(0), added, pieces);
    }
  }

  private static void checkRow(JsonFields processor, JsonNode pieceAndRow, Pieces pieces) {
    if (pieceAndRow.isArray()) {
      checkRow(pieceAndRow.path(0).asText(), pieceAndRow.path(1), processor, pieces);
    }
  }

  private static void checkRow(String piece, JsonNode row, JsonFields where, Pieces pieces) {
    OptionalInt own = pieces.row(piece);
    if (own.isEmpty()) {
      throw where.wrong(piece, "a piece of the vocabulary", row);
    }
    if (!row.canConvertToInt() || row.intValue() != own.getAsInt()) {
      throw where.wrong(piece, "its row in the vocabulary, %d".formatted(own.getAsInt()), row);
    }
  }

  private static void check(JsonFields processor, String field, String expected) {
    StringBuilder said = new StringBuilder();
    for (JsonNode part : processor.object().path(field)) {
      JsonNode content = part.has("Sequence") ? part.path("Sequence") : part.path("SpecialToken");
      said.append(said.isEmpty() ? "" : " ")
          .append(content.path("id").asText())
          .append(':')
          .append(content.path("type_id").asText());
    }
    if (!said.toString().equals(expected)) {
      throw processor.wrong(field, "BERT's, " + expected, processor.object().path(field));
    }
  }
}
