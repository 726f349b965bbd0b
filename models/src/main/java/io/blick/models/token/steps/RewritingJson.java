package io.blick.models.token.steps;

import com.fasterxml.jackson.databind.JsonNode;
import io.blick.models.format.json.JsonFields;
import io.blick.models.token.pipeline.Metaspace;
import io.blick.models.token.unicode.Charsmap;
import io.blick.models.token.unicode.Normaliser;
import io.blick.models.token.unicode.RewriteStep;
import io.blick.models.token.unicode.Rewritten;
import io.blick.models.token.unicode.Unchanged;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The normalizer of a tokenizer.json of SentencePiece. */
public final class RewritingJson {
  private static final String BLANK = String.valueOf(Metaspace.BLANK);

  private RewritingJson() {}

  /** Reads it; what is not known is refused by name. */
  public static Normaliser read(JsonFields normaliser) {
    List<RewriteStep> steps = new ArrayList<>();
    for (JsonFields step : JsonSteps.of(normaliser, "normalizers")) {
      steps.add(step(step));
    }
    return steps.isEmpty() ? new Unchanged() : new Rewritten(steps);
  }

  private static RewriteStep step(JsonFields step) {
    return switch (step.text("type", "")) {
      case "Precompiled" -> mapped(step);
      case "Prepend" -> {
        step.require("prepend", BLANK);
        yield new RewriteStep.Prepend(Metaspace.BLANK);
      }
      case "Replace" -> replace(step);
      case "Strip" ->
        new RewriteStep.Strip(step.flag("strip_left", true), step.flag("strip_right", true));
      default ->
        throw step.wrong(
            "type", "Precompiled, Prepend, Replace or Strip", step.object().path("type"));
    };
  }

  private static RewriteStep mapped(JsonFields step) {
    try {
      byte[] table = Base64.getDecoder().decode(step.text("precompiled_charsmap", ""));
      return new RewriteStep.Mapped(Charsmap.of(table));
    } catch (IllegalArgumentException e) {
      throw step.wrong("%s must be a table of characters in base 64; got other text: %s"
          .formatted(step.path("precompiled_charsmap"), e.getMessage()));
    }
  }

  private static RewriteStep replace(JsonFields step) {
    JsonFields pattern = step.child("pattern");
    String content = step.text("content", "");
    boolean known = content.equals(BLANK) || content.equals(" ");
    if (known && pattern.text("Regex", "").equals(" {2,}")) {
      return new RewriteStep.BlankRuns(content.charAt(0));
    }
    if (known && pattern.text("String", "").equals(" ")) {
      return new RewriteStep.Blanks(content.charAt(0));
    }
    JsonNode said = step.object().path("pattern");
    throw step.wrong("pattern", "a blank, or \" {2,}\", with ▁ or a blank for content", said);
  }
}
