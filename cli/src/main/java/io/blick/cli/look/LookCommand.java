package io.blick.cli.look;

import io.blick.cli.command.Arguments;
import io.blick.cli.command.Choice;
import io.blick.cli.command.Command;
import io.blick.cli.command.Format;
import io.blick.cli.command.Options;
import io.blick.cli.command.WindowOption;
import io.blick.cli.command.WindowOption.Windows;
import io.blick.cli.console.Console;
import io.blick.cli.error.UsageException;
import io.blick.cli.model.ModelChoice;
import io.blick.cli.output.Output;
import io.blick.lens.report.look.LookRequest;
import io.blick.lens.report.look.LookResult;
import io.blick.lens.report.look.LookTarget;
import io.blick.lens.report.look.WindowedLookResult;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code look}: shows what the heads of a model look at in a text. */
public final class LookCommand implements Command {
  private static final Format<LookResult> SVG =
      new Format<>("svg", (result, output) -> output.write(result.svg()));
  private static final Format<LookResult> SAFETENSORS =
      new Format<>("safetensors", (result, output) -> output.writeFile(result::safetensors));
  private static final List<Format<LookResult>> FORMATS =
      Format.usualAnd(List.of(SVG, SAFETENSORS));
  private static final List<Format<WindowedLookResult>> WINDOWED =
      Format.usualAnd("svg", (result, output) -> output.write(result.svg()));

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(
            "look",
            "Show what every head of a model looks at in a TEXT.",
            "Shows for each word the four other words that it looks at most, by mean weight over"
                + " all heads, each with the head (layer-head) where that weight is largest;"
                + " below, the map of all heads.")
        .addPositional(Options.text())
        .addOption(Segments.option())
        .addOption(
            Options.layer("With --head: show the map of one head of this layer. With --measure"
                + " rollout: the layer up to which it goes (default: the last)."))
        .addOption(Options.head("The number of that head in its layer, from 1 on."))
        .addOption(Options.valued(
            Options.FROM,
            Options.WORD,
            "With --to: rank all heads by how much this word looks at that."))
        .addOption(Options.valued(
            LookArguments.TO,
            Options.WORD,
            "The word looked at; WORD#2 is the second of equal words."))
        .addOption(Options.valued(LookArguments.UNIT, "UNIT", "words or pieces (default: words)."))
        .addOption(Options.valued(
            LookArguments.MEASURE,
            "MEASURE",
            "weight, norm or rollout (default: weight). norm: the length of the weighted"
                + " value vector after the output projection (Kobayashi et al. 2020)."
                + " rollout: the weights of all heads, multiplied layer by layer (Abnar & Zuidema"
                + " 2020); it is not of a single head."))
        .addOption(Options.format(FORMATS))
        .addOption(Options.out())
        .addOption(ModelChoice.option());
    CompareArguments.options().forEach(spec::addOption);
    spec.addOption(WindowOption.option());
    spec.usageMessage()
        .footer(
            "Examples:",
            "  blick look \"Katten som min granne äger jagade musen\"",
            "  blick look \"Katten som min granne äger jagade musen\" --layer 9 --head 11",
            "  blick look \"Katten som min granne äger jagade musen\" --from jagade --to Katten",
            "  blick look \"Katten som min granne äger jagade musen\" --measure rollout",
            "  blick look \"Vem jagade musen?\" --second \"Katten som min granne äger.\"",
            "  blick look \"Katten jagade musen\" --against \"Hunden jagade musen\"",
            "  blick look - --window 512 < long.txt",
            "  blick look - --format svg --out heads.svg < text.txt");
    return Options.withCommonOptions(spec);
  }

  @Override
  public void run(Arguments arguments, Console console) throws IOException {
    Segments.check(arguments);
    Format<LookResult> format = arguments.format(FORMATS);
    Granularity unit = arguments.choice(LookArguments.UNIT, Granularity.class);
    EdgeScore measure = arguments.choice(LookArguments.MEASURE, EdgeScore.class);
    LookTarget target = LookArguments.target(arguments, measure, unit);
    Optional<Integer> window = WindowOption.pieces(arguments);
    if (CompareArguments.given(arguments)) {
      CompareArguments.check(arguments);
      CompareArguments.run(arguments, console, target, measure, unit);
      return;
    }
    boolean tensors = format.equals(SAFETENSORS);
    if (tensors && measure != EdgeScore.WEIGHT) {
      throw new UsageException("--format safetensors holds weights, so it excludes --measure %s"
          .formatted(Choice.name(measure)));
    }
    if (window.isPresent()) {
      runWindows(arguments, console, new LookForm(target, measure, unit), window.get());
      return;
    }
    ModelChoice choice = ModelChoice.of(arguments);
    Output output = arguments.output(console);
    if (tensors && output.isTerminal()) {
      throw new UsageException("%s; --format safetensors is not for a terminal"
          .formatted(arguments.has(Options.OUT) ? "--out must name a file" : "--out is missing"));
    }
    var request = new LookRequest(Segments.read(arguments, console), target, measure, unit);
    Windows windows = tensors || arguments.has(Segments.SECOND) ? Windows.REFUSED : Windows.TAKEN;
    try (TextModel model = choice.open(console)) {
      WindowOption.advising(windows, () -> {
        LookResult result = LookResult.of(model, request);
        format.show(result, output, console);
        if (tensors) {
          result.safetensorsNotes().forEach(console::note);
        }
      });
    }
  }

  /** A question about a text, whichever it is. */
  private record LookForm(LookTarget target, EdgeScore measure, Granularity unit) {
    LookRequest of(List<String> texts) {
      return new LookRequest(texts, target, measure, unit);
    }
  }

  private static void runWindows(Arguments arguments, Console console, LookForm form, int window)
      throws IOException {
    WindowOption.exclude(arguments, Segments.SECOND);
    if (arguments.value(Options.FORMAT).filter(SAFETENSORS.name()::equals).isPresent()) {
      throw new UsageException(
          "--format safetensors holds one pass, so it excludes " + WindowOption.NAME);
    }
    Format<WindowedLookResult> format = arguments.format(WINDOWED);
    ModelChoice choice = ModelChoice.of(arguments);
    Output output = arguments.output(console);
    LookRequest request = form.of(Segments.read(arguments, console));
    try (TextModel model = choice.open(console)) {
      format.show(WindowedLookResult.of(model, request, window), output, console);
    }
  }
}
