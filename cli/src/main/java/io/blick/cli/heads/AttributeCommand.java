package io.blick.cli.heads;

import io.blick.cli.command.Arguments;
import io.blick.cli.command.Choice;
import io.blick.cli.command.Command;
import io.blick.cli.command.Format;
import io.blick.cli.command.Options;
import io.blick.cli.console.Console;
import io.blick.cli.console.CountBar;
import io.blick.cli.error.Spelling;
import io.blick.cli.error.UsageException;
import io.blick.cli.model.ModelChoice;
import io.blick.cli.output.Output;
import io.blick.lens.report.ablation.MeasureChoice;
import io.blick.lens.report.attribution.AttributionBy;
import io.blick.lens.report.attribution.AttributionOutput;
import io.blick.lens.report.attribution.AttributionRequest;
import io.blick.lens.report.attribution.AttributionResult;
import io.blick.lens.trace.Granularity;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code attribute}: shows how much each word of a text matters for an output. */
public final class AttributeCommand implements Command {
  private static final String BY = "--by";
  private static final String UNIT = "--unit";

  private static final List<Format<AttributionResult>> FORMATS =
      Format.usualAnd("svg", (result, output) -> output.write(result.svg()));

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(
            "attribute",
            "Show how much each word of a TEXT matters for the output of a model.",
            "Takes each word out in turn, and shows by how much the output changes: the guesses for"
                + " [MASK], the loss of the other words, the classes, the tags of the other words,"
                + " the answer or the vector. Beside it stand the attention on the word from where"
                + " the output is read, and its share in the rollout.")
        .addPositional(Options.text())
        .addOption(Options.valued(
            BY,
            "WAY",
            Spelling.either(Choice.names(AttributionBy.class))
                + " (default: value-zeroing). value-zeroing: the word's value vectors are zero in"
                + " the attention, all weights stay (Mohebbi et al. 2023). occlusion: its pieces"
                + " are replaced by the model's mask."))
        .addOption(Options.valued(
            AblationArguments.OF,
            "OUTPUT",
            "What is measured: "
                + Spelling.either(Choice.names(AttributionOutput.class))
                + " (default: the first of them that TEXT and the model have). mixing: a map of"
                + " which word is mixed into which, with value-zeroing."))
        .addOption(
            Options.layer("With value-zeroing: in this layer alone (default: in all layers)."))
        .addOption(Options.valued(UNIT, "UNIT", "words or pieces (default: words)."))
        .addOption(Options.valued(
            AblationArguments.SECOND,
            "TEXT",
            "The second text of a pair, for its class or mixing."))
        .addOption(Options.valued(
            AblationArguments.QUESTION, "TEXT", "The question whose answer is in TEXT."))
        .addOption(Options.format(FORMATS))
        .addOption(Options.out())
        .addOption(ModelChoice.option());
    spec.usageMessage()
        .footer(
            "Examples:",
            "  blick attribute \"Katten som min granne äger jagade [MASK].\"",
            "  blick attribute \"Katten som min granne äger jagade [MASK].\" --by occlusion",
            "  blick attribute \"Katten som min granne äger jagade musen\" --of mixing",
            "  blick attribute \"Anna bor i Lund.\" --question \"Var bor Anna?\" --model ./answers",
            "  blick attribute - --format svg --out words.svg < text.txt");
    return Options.withCommonOptions(spec);
  }

  @Override
  public void run(Arguments arguments, Console console) throws IOException {
    Optional<AttributionOutput> of = arguments.has(AblationArguments.OF)
        ? Optional.of(arguments.choice(AblationArguments.OF, AttributionOutput.class))
        : Optional.empty();
    boolean mixing = of.filter(AttributionOutput.MIXING::equals).isPresent();
    of.filter(output -> output != AttributionOutput.CLASS && output != AttributionOutput.MIXING)
        .filter(_ -> arguments.has(AblationArguments.SECOND))
        .ifPresent(output -> {
          throw new UsageException(
              "--of must be class or mixing with --second; got %s".formatted(Choice.name(output)));
        });
    AblationArguments.checkText(arguments, of.flatMap(AttributionOutput::measure));
    AttributionBy by = arguments.choice(BY, AttributionBy.class);
    Optional<Integer> layer = arguments.count(Options.LAYER).map(number -> number - 1);
    if (by == AttributionBy.OCCLUSION && (mixing || layer.isPresent())) {
      throw new UsageException("%s needs --by value-zeroing; got occlusion"
          .formatted(mixing ? "--of mixing" : Options.LAYER));
    }
    Format<AttributionResult> format = arguments.format(FORMATS);
    Granularity unit = arguments.choice(UNIT, Granularity.class);
    ModelChoice choice = ModelChoice.of(arguments);
    Output output = arguments.output(console);
    var request =
        new AttributionRequest(AblationArguments.source(arguments, console), by, of, layer, unit);
    Set<Class<? extends TextHead>> heads = mixing
        ? Set.of()
        : MeasureChoice.heads(of.flatMap(AttributionOutput::measure), request.source());
    try (TextModel model = choice.open(console, heads)) {
      format.show(AttributionResult.of(model, request, CountBar.on(console)), output, console);
    }
  }
}
