package io.blick.cli;

import io.blick.lens.report.look.TokensRequest;
import io.blick.lens.report.look.TokensResult;
import io.blick.lens.report.look.TokensTsv;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Shows the pieces that a model reads for a text. */
final class TokensCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(
            "tokens",
            "Show the pieces that a model reads for each TEXT.",
            "A line for each TEXT, those that the model adds included; + joins the pieces of a"
                + " word.")
        .addPositional(Options.parameter(
            "TEXT", "A text, quoted; - takes each line of standard input for one."))
        .addOption(Options.formatOf(Choice.names(TokensFormat.class)))
        .addOption(Options.out())
        .addOption(Options.model());
    spec.usageMessage()
        .footer(
            "Examples:",
            "  blick tokens \"Katten som min granne äger jagade musen\"",
            "  blick tokens - --format json < lines.txt");
    return Options.closed(spec);
  }

  @Override
  public void run(Given given, Desk desk) throws IOException {
    List<String> texts = given.parameters();
    if (texts.isEmpty()) {
      throw new UsageException("TEXT is missing; quote it, or give - to read standard input");
    }
    TokensFormat format = given.choice(Options.FORMAT, TokensFormat.class);
    ModelChoice choice = ModelChoice.of(given);
    Output output = Output.of(given, desk);
    try (TextModel model = choice.open(desk)) {
      output.write(out -> new Run(model, writer(format, output, out), out).all(texts, desk));
    }
  }

  private static Writer writer(TokensFormat format, Output output, OutputStream out)
      throws IOException {
    return switch (format) {
      case TEXT ->
        result -> out.write(result.text(output.canvas()).getBytes(StandardCharsets.UTF_8));
      case JSON -> result -> result.json(out);
      case TSV -> new TokensTsv(out)::add;
    };
  }

  /** Writes the results of a run one after the other. */
  @FunctionalInterface
  private interface Writer {
    void write(TokensResult result) throws IOException;
  }

  /** One run over texts. */
  private record Run(TextModel model, Writer writer, OutputStream out) {

    void all(List<String> texts, Desk desk) throws IOException {
      StandardInput input = new StandardInput(desk);
      for (String text : texts) {
        if (text.equals(StandardInput.SIGN)) {
          lines(input);
        } else {
          TokensResult result = TokensResult.of(model, new TokensRequest(text));
          result.notes().forEach(desk::note);
          writer.write(result);
        }
      }
    }

    private void lines(StandardInput input) throws IOException {
      for (Optional<String> line = input.line(); line.isPresent(); line = input.line()) {
        writer.write(TokensResult.ofMany(model, new TokensRequest(line.get())));
        if (input.waits()) {
          out.flush();
        }
      }
    }
  }
}
