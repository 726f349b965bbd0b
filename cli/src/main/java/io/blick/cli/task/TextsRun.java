package io.blick.cli.task;

import io.blick.cli.console.Console;
import io.blick.cli.console.StandardInput;
import io.blick.cli.output.Output;
import io.blick.lens.report.task.TaskTexts;
import io.blick.lens.report.task.TextNumbers;
import io.blick.lens.report.task.TextsResult;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A run of a command over its texts: those of the arguments at once, lines of standard input in
 * parts, so that there may be any number of them.
 */
final class TextsRun<R extends TextsResult> {
  private final TextsArguments<R> arguments;
  private final Function<TaskTexts, R> ask;
  private final Console console;
  private long texts;
  private long cut;

  /**
   * Prepares a run.
   *
   * @param ask asks the model about texts
   */
  TextsRun(TextsArguments<R> arguments, Function<TaskTexts, R> ask, Console console) {
    this.arguments = arguments;
    this.ask = ask;
    this.console = console;
  }

  /** Writes the results of all texts, and notes how many were cut. */
  void writeTo(Output output) throws IOException {
    output.write(out -> {
      if (arguments.readsLines()) {
        lines(out, output);
      } else {
        write(arguments.texts(), new TextNumbers.All(), out, output);
      }
    });
    TextsResult.cutNote(cut, texts).ifPresent(console::note);
  }

  private void lines(OutputStream out, Output output) throws IOException {
    var input = new StandardInput(console);
    List<String> part = part(input);
    do {
      writeLines(part, out, output);
      if (input.wouldBlock()) {
        out.flush();
      }
      part = part(input);
    } while (!part.isEmpty());
  }

  /** Returns the next lines; fewer where somebody waits for an answer before writing the next. */
  private List<String> part(StandardInput input) throws IOException {
    List<String> lines = new ArrayList<>();
    int most = arguments.format().mostTexts();
    boolean more = true;
    while (more) {
      Optional<String> line = input.line();
      line.ifPresent(lines::add);
      boolean waits = most < Integer.MAX_VALUE && input.wouldBlock();
      more = line.isPresent() && lines.size() < most && !waits;
    }
    return lines;
  }

  /**
   * Writes the results of some lines. Where one of them has none, those of the lines before it are
   * written before the error.
   */
  private void writeLines(List<String> part, OutputStream out, Output output) throws IOException {
    long before = texts;
    try {
      write(part, new TextNumbers.Lines(before), out, output);
    } catch (RuntimeException failure) {
      if (texts > before
          || part.size() == 1
          || arguments.format().mostTexts() == Integer.MAX_VALUE) {
        throw failure;
      }
      for (String line : part) {
        write(List.of(line), new TextNumbers.Lines(texts), out, output);
      }
      throw failure;
    }
  }

  private void write(List<String> part, TextNumbers numbers, OutputStream out, Output output)
      throws IOException {
    R result = ask.apply(new TaskTexts(part, arguments.tooLong(), numbers));
    result.notes().forEach(console::note);
    arguments.format().writer().write(result, out, output.canvas());
    texts += part.size();
    cut += result.cut();
  }
}
