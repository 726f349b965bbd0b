package io.blick.cli.look;

import io.blick.cli.command.Arguments;
import io.blick.cli.command.Choice;
import io.blick.cli.command.Command;
import io.blick.cli.command.Options;
import io.blick.cli.console.Console;
import io.blick.cli.console.StandardInput;
import io.blick.cli.error.UsageException;
import io.blick.cli.model.ModelChoice;
import io.blick.cli.output.Output;
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

/** The command {@code tokens}: shows the pieces that a model reads for a text. */
public final class TokensCommand implements Command {

  /** The formats of pieces, which are written text by text. */
  private enum TokensFormat {
    /** For people. */
    TEXT,
    /** For programs, an object a text. */
    JSON,
    /** For programs, a line a piece. */
    TSV
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(
            "tokens",
            "Show the pieces that a model reads for each TEXT.",
            "One line for each TEXT, with the pieces that the model adds, such as [CLS]; + joins"
                + " the pieces of a word.")
        .addPositional(Options.parameter(
            "TEXT", "A text, quoted; - reads one text per line of standard input."))
        .addOption(Options.formatOf(Choice.names(TokensFormat.class)))
        .addOption(Options.out())
        .addOption(ModelChoice.option());
    spec.usageMessage()
        .footer(
            "Examples:",
            "  blick tokens \"Katten som min granne äger jagade musen\"",
            "  blick tokens - --format json < lines.txt");
    return Options.withCommonOptions(spec);
  }

  @Override
  public void run(Arguments arguments, Console console) throws IOException {
    List<String> texts = arguments.parameters();
    if (texts.isEmpty()) {
      throw new UsageException("TEXT is missing; quote it, or give - to read standard input");
    }
    TokensFormat format = arguments.choice(Options.FORMAT, TokensFormat.class);
    ModelChoice choice = ModelChoice.of(arguments);
    Output output = arguments.output(console);
    try (TextModel model = choice.open(console)) {
      output.write(out -> new Run(model, writer(format, output, out), out).all(texts, console));
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

  /** A writer of results, one after the other. */
  @FunctionalInterface
  private interface Writer {
    void write(TokensResult result) throws IOException;
  }

  /** A run over texts. */
  private record Run(TextModel model, Writer writer, OutputStream out) {

    void all(List<String> texts, Console console) throws IOException {
      StandardInput input = new StandardInput(console);
      for (String text : texts) {
        if (text.equals(StandardInput.SIGN)) {
          lines(input);
        } else {
          TokensResult result = TokensResult.of(model, new TokensRequest(text));
          result.notes().forEach(console::note);
          writer.write(result);
        }
      }
    }

    private void lines(StandardInput input) throws IOException {
      for (Optional<String> line = input.line(); line.isPresent(); line = input.line()) {
        writer.write(TokensResult.ofMany(model, new TokensRequest(line.get())));
        if (input.wouldBlock()) {
          out.flush();
        }
      }
    }
  }
}
