package io.blick.cli.heads;

import io.blick.cli.command.Arguments;
import io.blick.cli.command.Command;
import io.blick.cli.command.Format;
import io.blick.cli.command.Options;
import io.blick.cli.console.Console;
import io.blick.cli.console.CountBar;
import io.blick.cli.console.StandardInput;
import io.blick.cli.error.Quote;
import io.blick.cli.error.UsageException;
import io.blick.cli.model.ModelChoice;
import io.blick.cli.output.Output;
import io.blick.lens.report.senses.SensesRequest;
import io.blick.lens.report.senses.SensesResult;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code senses}: shows how far the context moves the vector of a word. */
public final class SensesCommand implements Command {
  private static final List<Format<SensesResult>> FORMATS =
      Format.usualAnd("svg", (result, output) -> output.write(result.svg()));

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(
            "senses",
            "Show how similar the vectors of a WORD are in two or more TEXTs, layer by layer.",
            "Shows the cosines after each layer, the nearest pairs, two groups, the plane of the"
                + " two largest principal components, and which heads look differently from the"
                + " word in the two groups.")
        .addPositional(Options.parameter(
            "WORD TEXT TEXT...",
            "The word, then two or more texts that hold it, each quoted; WORD#2 is the",
            "second of equal words in each; WORD,WORD are forms of it, of which each text has",
            "one; - reads one text per line of standard input."))
        .addOption(
            Options.layer("The layer of all but the first table, from 1 on (default: the last)."))
        .addOption(Options.format(FORMATS))
        .addOption(Options.out())
        .addOption(ModelChoice.option());
    spec.usageMessage()
        .customSynopsis("blick senses [OPTIONS] WORD TEXT TEXT...")
        .footer(
            "Examples:",
            "  blick senses banken \"Banken lånar ut pengar\" \"Jag har konto i banken\""
                + " \"Hon satt på banken vid ån\"",
            "  blick senses bank,banken \"Hon gick till en bank\" \"Banken vid ån är banken\"",
            "  blick senses bank - --format svg --out bank.svg --model bert-base-uncased"
                + " < texts.txt");
    return Options.withCommonOptions(spec);
  }

  @Override
  public void run(Arguments arguments, Console console) throws IOException {
    List<String> parameters = arguments.parameters();
    check(parameters);
    Format<SensesResult> format = arguments.format(FORMATS);
    Optional<Integer> layer = arguments.count(Options.LAYER);
    ModelChoice choice = ModelChoice.of(arguments);
    Output output = arguments.output(console);
    List<String> texts = texts(parameters, console);
    SensesRequest request = SensesRequest.ofForms(
        forms(parameters.getFirst()),
        texts,
        layer.map(number -> OptionalInt.of(number - 1)).orElseGet(OptionalInt::empty));
    try (TextModel model = choice.open(console)) {
      format.show(SensesResult.of(model, request, CountBar.on(console)), output, console);
    }
  }

  private static void check(List<String> parameters) {
    if (parameters.isEmpty()) {
      throw new UsageException("WORD is missing; after it stand two or more TEXTs");
    }
    if (Quote.isBlank(parameters.getFirst())) {
      throw new UsageException(
          "WORD must name a word of the TEXTs; got " + Quote.of(parameters.getFirst()));
    }
    checkForms(parameters.getFirst());
    List<String> texts = parameters.subList(1, parameters.size());
    long inputs = texts.stream().filter(StandardInput.SIGN::equals).count();
    if (inputs > 1) {
      throw new UsageException(
          "TEXT must be -, standard input, once; got it %d times".formatted(inputs));
    }
    if (texts.size() < 2 && inputs == 0) {
      throw new UsageException(
          "TEXT must be given twice or more, each quoted; got %d".formatted(texts.size()));
    }
  }

  /** Returns the forms between commas; a comma alone is the word itself. */
  private static List<String> forms(String word) {
    return word.equals(",") ? List.of(word) : List.of(word.split(",", -1));
  }

  private static void checkForms(String word) {
    List<String> forms = forms(word);
    if (forms.stream().anyMatch(Quote::isBlank)) {
      throw new UsageException(
          "WORD must have a form on each side of a comma; got " + Quote.of(word));
    }
    if (Set.copyOf(forms).size() < forms.size()) {
      throw new UsageException("WORD must have each form once; got " + Quote.of(word));
    }
  }

  private static List<String> texts(List<String> parameters, Console console) throws IOException {
    List<String> texts = new ArrayList<>();
    for (String text : parameters.subList(1, parameters.size())) {
      if (!text.equals(StandardInput.SIGN)) {
        texts.add(text);
        continue;
      }
      StandardInput input = new StandardInput(console);
      for (Optional<String> line = input.line(); line.isPresent(); line = input.line()) {
        texts.add(line.get());
      }
    }
    return texts;
  }
}
