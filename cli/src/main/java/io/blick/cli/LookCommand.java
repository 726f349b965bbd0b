package io.blick.cli;

import io.blick.lens.report.look.LookRequest;
import io.blick.lens.report.look.LookResult;
import io.blick.lens.report.look.LookTarget;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Shows what the heads of a model look at in a text. */
final class LookCommand implements Command {
  private static final Format<LookResult> SVG =
      new Format<>("svg", (result, output) -> output.write(result.svg()));
  private static final Format<LookResult> SAFETENSORS =
      new Format<>("safetensors", (result, output) -> output.writeFile(result::safetensors));
  private static final List<Format<LookResult>> FORMATS =
      Format.usualAnd(List.of(SVG, SAFETENSORS));

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(
            "look",
            "Show what every head of a model looks at in a TEXT.",
            "For each word stand the four other words that it looks at most, by mean weight"
                + " over all heads, each with the head (layer-head) where that weight is"
                + " largest; below them the map of all heads.")
        .addPositional(Options.text())
        .addOption(Options.second())
        .addOption(
            Options.layer("With --head: show the map of one head of this layer. With --measure"
                + " rollout: the layer up to which it goes (unless given: the last)."))
        .addOption(Options.head("The number of that head in its layer, from 1 on."))
        .addOption(Options.valued(
            Options.FROM,
            Options.WORD,
            "With --to: rank all heads by how much this word looks at that."))
        .addOption(Options.valued(
            Options.TO, Options.WORD, "The word looked at; WORD#2 is the second of equal words."))
        .addOption(Options.valued(Options.UNIT, "UNIT", "words or pieces (unless given: words)."))
        .addOption(Options.valued(
            Options.MEASURE,
            "MEASURE",
            "weight, norm or rollout (unless given: weight). norm: the length of the vector that a"
                + " head takes from there, with the output projection (Kobayashi et al. 2020)."
                + " rollout: the weights of all heads, multiplied layer by layer (Abnar & Zuidema"
                + " 2020); it has no head."))
        .addOption(Options.format(FORMATS))
        .addOption(Options.out())
        .addOption(Options.model());
    spec.usageMessage()
        .footer(
            "Examples:",
            "  blick look \"Katten som min granne äger jagade musen\"",
            "  blick look \"Katten som min granne äger jagade musen\" --layer 9 --head 11",
            "  blick look \"Katten som min granne äger jagade musen\" --from jagade --to Katten",
            "  blick look \"Katten som min granne äger jagade musen\" --measure rollout",
            "  blick look \"Vem jagade musen?\" --second \"Katten som min granne äger.\"",
            "  blick look - --format svg --out heads.svg < text.txt");
    return Options.closed(spec);
  }

  @Override
  public void run(Given given, Desk desk) throws IOException {
    Segments.check(given);
    Format<LookResult> format = given.format(FORMATS);
    Granularity unit = given.choice(Options.UNIT, Granularity.class);
    EdgeScore measure = given.choice(Options.MEASURE, EdgeScore.class);
    LookTarget target = LookArguments.target(given, measure, unit);
    boolean tensors = format.equals(SAFETENSORS);
    if (tensors && measure != EdgeScore.WEIGHT) {
      throw new UsageException("--format safetensors holds weights, so it excludes --measure %s"
          .formatted(Choice.name(measure)));
    }
    ModelChoice choice = ModelChoice.of(given);
    Output output = Output.of(given, desk);
    if (tensors && output.terminal()) {
      throw new UsageException("%s; --format safetensors is not for a terminal"
          .formatted(given.has(Options.OUT) ? "--out must name a file" : "--out is missing"));
    }
    var request = new LookRequest(Segments.read(given, desk), target, measure, unit);
    try (TextModel model = choice.open(desk)) {
      LookResult result = LookResult.of(model, request);
      format.show(result, output, desk);
      if (tensors) {
        result.safetensorsNotes().forEach(desk::note);
      }
    }
  }
}
