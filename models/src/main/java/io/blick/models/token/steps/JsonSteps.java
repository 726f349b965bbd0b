package io.blick.models.token.steps;

import com.fasterxml.jackson.databind.JsonNode;
import io.blick.models.format.json.JsonFields;
import java.util.ArrayList;
import java.util.List;

/** The steps of a part of tokenizer.json, which may be a sequence of such parts. */
public final class JsonSteps {
  private JsonSteps() {}

  /**
   * Returns the steps in order: none if the part is absent, itself if it is no sequence.
   *
   * @param list the field in which a sequence has its parts
   */
  public static List<JsonFields> of(JsonFields part, String list) {
    List<JsonFields> steps = new ArrayList<>();
    add(part, list, steps);
    return steps;
  }

  private static void add(JsonFields part, String list, List<JsonFields> steps) {
    if (part.object().isMissingNode()) {
      return;
    }
    if (!part.text("type", "").equals("Sequence")) {
      steps.add(part);
      return;
    }
    JsonNode parts = part.object().path(list);
    if (!parts.isArray()) {
      throw part.wrong(list, "an array", parts);
    }
    for (JsonNode each : parts) {
      add(part.element(each, list), list, steps);
    }
  }
}
