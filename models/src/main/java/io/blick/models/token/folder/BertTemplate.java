package io.blick.models.token.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.blick.models.format.json.JsonFields;
import io.blick.models.token.pipeline.AddedOffsets;
import io.blick.models.token.pipeline.Template;
import io.blick.models.token.vocabulary.Pieces;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;

/**
 * The pieces that the model adds around a text: {@code [CLS] text [SEP]}, and around a pair.
 *
 * @param opening the piece before the text
 * @param closing the piece after each text
 * @param pair what stands between the texts of a pair
 * @param offsets what the offsets of added tokens cover
 */
record BertTemplate(String opening, String closing, TextPair pair, AddedOffsets offsets) {
  /** BERT's. */
  static final BertTemplate BERT =
      new BertTemplate("[CLS]", "[SEP]", TextPair.ONE_BETWEEN, AddedOffsets.WITH_WHITE_SPACE);

  /** MPNet's. */
  static final BertTemplate MPNET =
      new BertTemplate("<s>", "</s>", TextPair.TWO_BETWEEN, AddedOffsets.TRIMMED);

  /** Reads the post_processor of tokenizer.json, which must be that of BERT or MPNet. */
  static BertTemplate read(JsonFields processor) {
    return switch (processor.text("type", "")) {
      case "BertProcessing" ->
        new BertTemplate(name(processor, "cls"), name(processor, "sep"), BERT.pair, BERT.offsets);
      case "RobertaProcessing" ->
        new BertTemplate(
            name(processor, "cls"), name(processor, "sep"), MPNET.pair, trim(processor));
      default -> sequences(processor);
    };
  }

  /** Returns it with the rows of its pieces, which a function gives for their spellings. */
  Template around(ToIntFunction<String> row) {
    Template.Part first = new Template.Part.Text(0, 1);
    Template.Part before = new Template.Part.Added(row.applyAsInt(opening), 1);
    int closes = row.applyAsInt(closing);
    Template.Part behind = new Template.Part.Added(closes, 1);
    List<Template.Part> both = new ArrayList<>(List.of(before, first));
    both.addAll(Collections.nCopies(pair.between(), behind));
    both.add(new Template.Part.Text(1, 2));
    both.add(new Template.Part.Added(closes, 2));
    return new Template(List.of(before, first, behind), both);
  }

  /** Returns this template with other pieces. */
  BertTemplate with(String newOpening, String newClosing) {
    return new BertTemplate(newOpening, newClosing, pair, offsets);
  }

  /** Returns this template with other offsets. */
  BertTemplate with(AddedOffsets newOffsets) {
    return new BertTemplate(opening, closing, pair, newOffsets);
  }

  private static AddedOffsets trim(JsonFields processor) {
    return processor.flag("trim_offsets", true)
        ? AddedOffsets.TRIMMED
        : AddedOffsets.WITH_WHITE_SPACE;
  }

  private static String name(JsonFields processor, String field) {
    JsonNode name = processor.object().path(field).path(0);
    if (!name.isTextual()) {
      throw processor.wrong(field, "a piece and its id", name);
    }
    return name.textValue();
  }

  private static BertTemplate sequences(JsonFields processor) {
    processor.require("type", "TemplateProcessing");
    JsonNode single = processor.object().path("single");
    String opening = single.path(0).path("SpecialToken").path("id").asText();
    String closing = single.path(2).path("SpecialToken").path("id").asText();
    boolean named = !opening.isEmpty() && !closing.isEmpty();
    check(
        processor,
        "single",
        named ? "%s:0 A:0 %s:0".formatted(opening, closing) : "[CLS]:0 A:0 [SEP]:0");
    TextPair pair = said(processor, "pair").equals(MPNET.pair.template(opening, closing))
        ? MPNET.pair
        : BERT.pair;
    check(processor, "pair", pair.template(opening, closing));
    return new BertTemplate(opening, closing, pair, AddedOffsets.WITH_WHITE_SPACE);
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
    String said = said(processor, field);
    if (!said.equals(expected)) {
      JsonNode got = processor.object().path(field);
      throw processor.wrong(
          field, "BERT's, " + expected, said.isEmpty() ? got : TextNode.valueOf(said));
    }
  }

  /** Returns the parts of a template and their segments. */
  private static String said(JsonFields processor, String field) {
    StringBuilder said = new StringBuilder();
    for (JsonNode part : processor.object().path(field)) {
      JsonNode content = part.has("Sequence") ? part.path("Sequence") : part.path("SpecialToken");
      said.append(said.isEmpty() ? "" : " ")
          .append(content.path("id").asText())
          .append(':')
          .append(content.path("type_id").asText());
    }
    return said.toString();
  }
}
