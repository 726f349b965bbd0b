package io.blick.cli;

import io.blick.core.tensor.Parallel;
import io.blick.lens.trace.Trace;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Model.CommandSpec;

/** Shows what a model guesses for masked pieces of a text. */
final class FillCommand implements Command {
  private static final int TOP = 5;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(
            "fill",
            "Show what a model guesses for each [MASK] of a TEXT.",
            "Each guess is a piece of the model's vocabulary and stands with its probability, the"
                + " best first.")
        .addPositional(Options.text())
        .addOption(Options.second())
        .addOption(Options.valued(
            Options.TOP, "N", "How many guesses to show for each (unless given: " + TOP + ")."))
        .addOption(Options.format(TextFormat.class))
        .addOption(Options.out())
        .addOption(Options.model());
    spec.usageMessage()
        .footer(
            "Examples:",
            "  blick fill \"Stockholm är Sveriges [MASK].\"",
            "  blick fill \"The capital of France is [MASK].\" --top 3 --model bert-base-uncased");
    return Options.closed(spec);
  }

  @Override
  public void run(Given given, Desk desk) throws IOException {
    Segments.check(given);
    TextFormat format = given.choice(Options.FORMAT, TextFormat.class);
    int top = given.count(Options.TOP).orElse(TOP);
    ModelChoice choice = ModelChoice.of(given);
    Output output = Output.of(given, desk);
    List<String> segments = Segments.read(given, desk);
    try (TextModel model = choice.open(desk)) {
      TextModel.MaskedHead head = model.maskedHead().orElseThrow(() -> headless(model));
      Encoding encoding = Segments.encode(model, segments);
      List<Integer> masks = masks(model, encoding);
      Trace trace;
      List<Guess> guesses;
      try (Parallel threads = Segments.threads(encoding)) {
        trace = Segments.trace(threads, model, segments);
        guesses = Guess.all(threads, model, head, trace, masks, top);
      }
      Segments.note(model, segments, desk);
      switch (format) {
        case TEXT -> output.write(FillText.of(trace, guesses, output.canvas()));
        case JSON ->
          output.write(out -> Json.line(out, json -> FillJson.write(json, trace, guesses)));
      }
    }
  }

  private static List<Integer> masks(TextModel model, Encoding encoding) {
    int mask = model.tokenizer().mask().orElseThrow(() -> maskless(model));
    List<Integer> masks = IntStream.range(0, encoding.pieces().size())
        .filter(i -> encoding.pieces().get(i).id() == mask)
        .boxed()
        .toList();
    if (masks.isEmpty()) {
      throw new FailureException("fill: TEXT must have a %s to be guessed; got none"
          .formatted(model.tokenizer().piece(mask)));
    }
    return masks;
  }

  private static FailureException maskless(TextModel model) {
    return new FailureException(
        "fill: the tokenizer must have a mask piece; that of %s has none; name it as mask_token"
                .formatted(model.name())
            + " in tokenizer_config.json");
  }

  private static FailureException headless(TextModel model) {
    return new FailureException(
        "fill: the model must have a masked-language head; %s has none".formatted(model.name()));
  }
}
