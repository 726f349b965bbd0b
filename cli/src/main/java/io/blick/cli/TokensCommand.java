package io.blick.cli;

import io.blick.models.text.TextModel;
import io.blick.models.token.Composition;
import io.blick.models.token.Encoding;
import io.blick.models.token.Tokenizer;
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
        .addOption(Options.format(TextFormat.class))
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
    TextFormat format = given.choice(Options.FORMAT, TextFormat.class);
    ModelChoice choice = ModelChoice.of(given);
    Output output = Output.of(given, desk);
    try (TextModel model = choice.open(desk)) {
      output.write(out -> new Run(model.tokenizer(), format, out).all(texts, desk));
    }
  }

  /** One run over texts. */
  private record Run(Tokenizer tokenizer, TextFormat format, OutputStream out) {

    void all(List<String> texts, Desk desk) throws IOException {
      StandardInput input = new StandardInput(desk);
      for (String text : texts) {
        if (text.equals(StandardInput.SIGN)) {
          lines(input);
        } else {
          Composition.note(tokenizer, text).ifPresent(desk::note);
          one(text);
        }
      }
    }

    private void lines(StandardInput input) throws IOException {
      for (Optional<String> line = input.line(); line.isPresent(); line = input.line()) {
        one(line.get());
        if (input.waits()) {
          out.flush();
        }
      }
    }

    private void one(String text) throws IOException {
      Encoding encoding = tokenizer.encode(text);
      switch (format) {
        case TEXT -> out.write(TokensText.of(encoding).getBytes(StandardCharsets.UTF_8));
        case JSON -> Json.line(out, json -> TokensJson.write(json, text, encoding));
      }
    }
  }
}
