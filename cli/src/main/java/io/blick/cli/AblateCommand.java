package io.blick.cli;

import io.blick.core.attention.Cuts;
import io.blick.core.tensor.Parallel;
import io.blick.lens.corpus.TextLines;
import io.blick.lens.measure.Ablation;
import io.blick.lens.measure.CorpusAblation;
import io.blick.lens.measure.Intervention;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.Reading;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;

/** Shows what becomes of a model's guesses when heads are silenced or edges cut. */
final class AblateCommand implements Command {
  private static final int TOP = 5;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(
            "ablate",
            "Show what becomes of a model's guesses without some of its heads.",
            "Each head is silenced in turn, and all are ranked: of a TEXT with [MASK] by the change"
                + " of its guesses, of any other by the change of its masked loss, each piece"
                + " masked in turn. With --silence or --cut stands what those do: the guesses"
                + " before and after, or without a [MASK] the loss of each piece.")
        .addPositional(Options.text())
        .addOption(Options.valued(
            Options.CORPUS,
            Options.FILE,
            "Instead of a TEXT: each line of the file is one; 15 %% of its pieces are masked."))
        .addOption(Options.repeated(
            Options.SILENCE,
            "HEADS",
            "Silence these heads together: layer-head, such as 9-11,8-4."))
        .addOption(Options.repeated(
            Options.CUT,
            "FROM:TO",
            "Cut what the word FROM sees of the word TO; WORD#2 is the second of equal words."))
        .addOption(Options.repeated(
            Options.IN, "HEADS", "With --cut: in these heads (unless given: all)."))
        .addOption(Options.valued(
            Options.OTHERS,
            "WEIGHTS",
            "With --cut: the weights on other words are "
                + Spelling.either(Choice.names(Cuts.Rest.class))
                + " (unless given: renormalized)."))
        .addOption(Options.valued(
            Options.TOP, "N", "How many guesses to show for each (unless given: " + TOP + ")."))
        .addOption(Options.format(TextFormat.class))
        .addOption(Options.out())
        .addOption(Options.model());
    spec.usageMessage()
        .footer(
            "Examples:",
            "  blick ablate \"Katten som min granne äger [MASK] musen.\"",
            "  blick ablate \"Katten som min granne äger [MASK] musen.\" --silence 9-11,8-4",
            "  blick ablate \"Katten som min granne äger jagade musen\" --cut jagade:Katten",
            "  blick ablate \"Katten som min granne äger jagade musen\"",
            "  blick ablate --corpus texts.txt --format json --out heads.json");
    return Options.closed(spec);
  }

  @Override
  public void run(Given given, Desk desk) throws IOException {
    checkTogether(given);
    TextFormat format = given.choice(Options.FORMAT, TextFormat.class);
    int top = given.count(Options.TOP).orElse(TOP);
    AblateQuestion question = AblateQuestion.of(given);
    ModelChoice choice = ModelChoice.of(given);
    Output output = Output.of(given, desk);
    Source source = given.has(Options.CORPUS)
        ? new Source.Corpus(CorpusFile.of(given, Options.CORPUS))
        : new Source.Text(StandardInput.or(given.text(), desk));
    try (TextModel model = choice.open(desk);
        Parallel threads = Parallel.ofCores();
        Ablation ablation = ablation(threads, model)) {
      Ablated ablated = switch (source) {
        case Source.Corpus(Path file) -> corpus(ablation, file, desk);
        case Source.Text(String text) ->
          new Asked(model, ablation, text, desk).answer(question, top);
      };
      switch (format) {
        case TEXT -> output.write(AblateText.of(model.name(), ablated, output.canvas()));
        case JSON ->
          output.write(
              out -> Json.line(out, json -> AblateJson.write(json, model.name(), ablated)));
      }
    }
  }

  private static void checkTogether(Given given) {
    if (!given.has(Options.CORPUS)) {
      if (given.parameters().isEmpty()) {
        throw new UsageException(
            "TEXT is missing; quote it, give - to read standard input, or give --corpus FILE");
      }
      given.text();
      return;
    }
    if (!given.parameters().isEmpty()) {
      throw new UsageException("TEXT and --corpus exclude each other; give one of them");
    }
    for (String option : new String[] {Options.SILENCE, Options.CUT, Options.TOP}) {
      if (given.has(option)) {
        throw new UsageException(
            "%s and --corpus exclude each other; %s needs a TEXT".formatted(option, option));
      }
    }
  }

  private static Ablation ablation(Parallel threads, TextModel model) {
    if (model.maskedHead().isEmpty()) {
      throw new FailureException("ablate: the model must have a masked-language head; %s has none"
          .formatted(model.name()));
    }
    if (model.tokenizer().mask().isEmpty()) {
      throw new FailureException(
          "ablate: the tokenizer must have a mask piece; that of %s has none; name it as mask_token"
                  .formatted(model.name())
              + " in tokenizer_config.json");
    }
    return Ablation.on(threads, model);
  }

  private static Ablated corpus(Ablation ablation, Path file, Desk desk) {
    OptionalLong runs = TextLines.count(file).stream()
        .map(lines -> lines * ablation.runsOfALine())
        .findFirst();
    try (TextLines corpus = TextLines.open("corpus", file);
        CountBar bar = new CountBar(desk, "silencing", runs)) {
      CorpusAblation result = ablation.corpus(corpus, bar);
      if (result.lines() == 0) {
        throw new FailureException(
            "--corpus must have a line that can be masked; got %s with %d empty and %d too long"
                .formatted(Visible.text(file.toString()), result.empty(), result.tooLong()));
      }
      return new Ablated.HeadsByCorpus(file.toString(), result);
    }
  }

  /** What is run. */
  private sealed interface Source {
    /** The lines of a file. */
    record Corpus(Path file) implements Source {}

    /** One text. */
    record Text(String text) implements Source {}
  }

  /** One text and what is asked of it. */
  private record Asked(TextModel model, Ablation ablation, String text, Desk desk) {

    Ablated answer(AblateQuestion question, int top) {
      if (question.eachHead()) {
        return eachHead(top);
      }
      // First, since it may be the text itself that cannot be run.
      Reading reading = Reading.of(model, text);
      Intervention what = question.in(model, ablation.heads(), text, desk);
      Segments.note(model, List.of(text), desk);
      return ablation.hasMask(reading)
          ? new Ablated.Guesses(text, question, ablation.guesses(reading, what, top))
          : new Ablated.Losses(text, question, ablation.losses(reading, what));
    }

    private Ablated eachHead(int top) {
      Reading reading = Reading.of(model, text);
      long runs = ablation.runs(reading);
      Segments.note(model, List.of(text), desk);
      try (CountBar bar = new CountBar(desk, "silencing", OptionalLong.of(runs))) {
        return ablation.hasMask(reading)
            ? new Ablated.HeadsByGuesses(text, ablation.rankedByGuesses(reading, top, bar))
            : new Ablated.HeadsByLoss(text, ablation.rankedByLoss(reading, bar));
      }
    }
  }
}
