package io.blick.models.token.steps;

import io.blick.models.format.json.JsonFields;
import io.blick.models.token.pipeline.BlankSpelling;
import io.blick.models.token.pipeline.Metaspace;
import io.blick.models.token.unicode.Normaliser;
import io.blick.models.token.unicode.RewriteStep;
import io.blick.models.token.unicode.Rewritten;
import java.util.List;

/** The pre_tokenizer and the decoder of a tokenizer.json of SentencePiece. */
public final class MetaspaceJson {
  private static final String TYPE = "type";
  private static final String BLANK = String.valueOf(Metaspace.BLANK);

  private MetaspaceJson() {}

  /** Reads how text is cut into words; what is not known is refused by name. */
  public static Metaspace words(JsonFields processor, Normaliser normaliser) {
    Metaspace words = Metaspace.WHOLE;
    for (JsonFields step : JsonSteps.of(processor, "pretokenizers")) {
      words = switch (step.text(TYPE, "")) {
        case "WhitespaceSplit" ->
          new Metaspace(Metaspace.WhiteSpace.REMOVED, words.prefix(), words.words());
        case "Metaspace" -> new Metaspace(words.whiteSpace(), prefix(step), each(step));
        case "Split" -> unsplit(step, normaliser, words);
        default ->
          throw step.wrong(
              TYPE, "Metaspace, WhitespaceSplit or Split", step.object().path(TYPE));
      };
    }
    return words;
  }

  /** A cut at blanks does nothing where the normaliser has left none. */
  private static Metaspace unsplit(JsonFields step, Normaliser normaliser, Metaspace words) {
    step.child("pattern").require("String", " ");
    boolean none = normaliser instanceof Rewritten(List<RewriteStep> steps)
        && steps.contains(new RewriteStep.Blanks(Metaspace.BLANK));
    if (!none) {
      throw step.wrong("%s must stand where blanks are ▁ already; got no such normalizer"
          .formatted(step.name()));
    }
    return words;
  }

  private static Metaspace.Words each(JsonFields step) {
    return step.flag("split", true) ? Metaspace.Words.EACH : Metaspace.Words.WHOLE;
  }

  private static Metaspace.Prefix prefix(JsonFields step) {
    step.require("replacement", BLANK);
    String scheme =
        step.text("prepend_scheme", step.flag("add_prefix_space", true) ? "always" : "never");
    return switch (scheme) {
      case "always" -> Metaspace.Prefix.ALWAYS;
      case "first" -> Metaspace.Prefix.FIRST;
      case "never" -> Metaspace.Prefix.NEVER;
      default ->
        throw step.wrong(
            "prepend_scheme", "always, first or never", step.object().path("prepend_scheme"));
    };
  }

  /** Reads how pieces become text; what is not known is refused by name. */
  public static BlankSpelling spelling(JsonFields decoder) {
    List<JsonFields> steps = JsonSteps.of(decoder, "decoders");
    if (steps.isEmpty()) {
      throw decoder.wrong("decoder must be Metaspace, or a Sequence that replaces ▁; got none");
    }
    BlankSpelling spelling =
        new BlankSpelling(BlankSpelling.First.KEPT, BlankSpelling.Bytes.SPELLED);
    for (JsonFields step : steps) {
      spelling = switch (step.text(TYPE, "")) {
        case "Fuse" -> spelling;
        case "ByteFallback" -> new BlankSpelling(spelling.first(), BlankSpelling.Bytes.MEANT);
        case "Metaspace" -> new BlankSpelling(first(step), spelling.bytes());
        case "Replace" -> replaced(step, spelling);
        case "Strip" -> new BlankSpelling(stripped(step), spelling.bytes());
        default ->
          throw step.wrong(
              TYPE,
              "Metaspace, Replace, ByteFallback, Fuse or Strip",
              step.object().path(TYPE));
      };
    }
    return spelling;
  }

  private static BlankSpelling replaced(JsonFields step, BlankSpelling spelling) {
    step.child("pattern").require("String", BLANK);
    step.require("content", " ");
    return spelling;
  }

  private static BlankSpelling.First first(JsonFields step) {
    return prefix(step) == Metaspace.Prefix.NEVER
        ? BlankSpelling.First.KEPT
        : BlankSpelling.First.LEFT_OUT;
  }

  private static BlankSpelling.First stripped(JsonFields step) {
    step.require("content", " ");
    step.requiredNumber("stop", 0, 0);
    return step.requiredNumber("start", 0, 1) == 0
        ? BlankSpelling.First.KEPT
        : BlankSpelling.First.ONE_LEFT_OUT;
  }
}
