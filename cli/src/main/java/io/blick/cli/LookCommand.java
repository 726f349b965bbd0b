package io.blick.cli;

import io.blick.lens.measure.Norms;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Measure;
import io.blick.lens.trace.Trace;
import io.blick.lens.trace.Unit;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Shows what the heads of a model look at in a text. */
final class LookCommand implements Command {

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
        .addOption(Options.format(LookFormat.class))
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
    LookFormat format = given.choice(Options.FORMAT, LookFormat.class);
    Unit unit = given.choice(Options.UNIT, Unit.class);
    Measure measure = given.choice(Options.MEASURE, Measure.class);
    Question question = Question.of(given, measure, unit);
    if (format == LookFormat.SAFETENSORS && measure != Measure.WEIGHT) {
      throw new UsageException("--format safetensors holds weights, so it excludes --measure %s"
          .formatted(Choice.name(measure)));
    }
    ModelChoice choice = ModelChoice.of(given);
    Output output = Output.of(given, desk);
    if (format == LookFormat.SAFETENSORS && output.terminal()) {
      throw new UsageException("%s; --format safetensors is not for a terminal"
          .formatted(given.has(Options.OUT) ? "--out must name a file" : "--out is missing"));
    }
    List<String> segments = Segments.read(given, desk);
    try (TextModel model = choice.open(desk)) {
      check(model, question);
      Trace trace = Segments.trace(model, segments);
      HeadMaps maps = maps(model, trace, measure, unit);
      Answer answer = Answer.of(question, trace, desk);
      Segments.note(model, segments, desk);
      show(trace, maps, answer, format, output);
      if (format == LookFormat.SAFETENSORS) {
        tellOfNoVector(model, trace, desk);
      }
    }
  }

  private static void tellOfNoVector(TextModel model, Trace trace, Desk desk) {
    if (model.sentenceHead().isPresent() && trace.embedding().isEmpty()) {
      desk.note("no embedding: the text has %d pieces, more than the folder of %s has for one"
          .formatted(trace.encoding().pieces().size(), model.name()));
    }
  }

  private static void check(TextModel model, Question question) {
    switch (question) {
      case Question.OneHead(var head) -> Heads.check(model, head);
      case Question.Rollout(int layer) -> Heads.checkLayer(model, layer);
      case Question.Everything _, Question.FromTo _, Question.WholeRollout _ -> {
        // Every model has these.
      }
    }
  }

  private static HeadMaps maps(TextModel model, Trace trace, Measure measure, Unit unit) {
    return switch (measure) {
      case WEIGHT, ROLLOUT -> trace.maps(unit);
      case NORM -> Norms.of(model, trace).maps(unit);
    };
  }

  private static void show(
      Trace trace, HeadMaps maps, Answer answer, LookFormat format, Output output)
      throws IOException {
    switch (format) {
      case TEXT -> output.write(LookPicture.of(trace, maps, answer).text(output.canvas()));
      case JSON ->
        output.write(out -> Json.line(out, json -> LookJson.write(json, trace, maps, answer)));
      case SVG -> output.write(LookPicture.of(trace, maps, answer).svg());
      case SAFETENSORS -> output.writeFile(path -> LookTensors.write(path, trace));
    }
  }
}
