package io.blick.cli.heads;

import io.blick.cli.command.Arguments;
import io.blick.cli.command.Choice;
import io.blick.cli.command.Options;
import io.blick.cli.console.Console;
import io.blick.cli.console.StandardInput;
import io.blick.cli.error.UsageException;
import io.blick.lens.report.ablation.AblationMeasure;
import io.blick.lens.report.ablation.AblationRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The arguments of {@code ablate} that say what is run and what is measured. */
final class AblationArguments {
  static final String OF = "--of";
  static final String QUESTION = "--question";
  static final String SECOND = "--second";

  private AblationArguments() {}

  /** Returns what is measured, if the arguments name it. */
  static Optional<AblationMeasure> of(Arguments arguments) {
    return arguments.has(OF)
        ? Optional.of(arguments.choice(OF, AblationMeasure.class))
        : Optional.empty();
  }

  /**
   * Checks that there is one thing to run, and that what is measured suits it.
   *
   * @param notOfCorpus options that need a TEXT
   */
  static void check(Arguments arguments, List<String> notOfCorpus) {
    if (arguments.has(Options.CORPUS)) {
      checkCorpus(arguments, notOfCorpus);
      return;
    }
    if (arguments.parameters().isEmpty()) {
      throw new UsageException(
          "TEXT is missing; quote it, give - to read standard input, or give --corpus FILE");
    }
    checkText(arguments, of(arguments));
  }

  /**
   * Checks that there is one text, and at most one beside it, and that what is measured suits them.
   *
   * @param of what is measured, if the arguments name it
   */
  static void checkText(Arguments arguments, Optional<AblationMeasure> of) {
    arguments.text();
    if (arguments.has(SECOND) && arguments.has(QUESTION)) {
      throw new UsageException("--second and --question exclude each other; give one of them");
    }
    checkOther(arguments, of, SECOND, AblationMeasure.CLASS);
    checkOther(arguments, of, QUESTION, AblationMeasure.ANSWER);
    if (of.filter(AblationMeasure.ANSWER::equals).isPresent() && !arguments.has(QUESTION)) {
      throw new UsageException("--question is missing; --of answer needs it");
    }
  }

  private static void checkCorpus(Arguments arguments, List<String> notOfCorpus) {
    if (!arguments.parameters().isEmpty()) {
      throw new UsageException("TEXT and --corpus exclude each other; give one of them");
    }
    for (String option : notOfCorpus) {
      if (arguments.has(option)) {
        throw new UsageException(
            "%s and --corpus exclude each other; %s needs a TEXT".formatted(option, option));
      }
    }
    of(arguments).filter(measure -> measure != AblationMeasure.LOSS).ifPresent(measure -> {
      throw new UsageException("--of %s needs one TEXT; of a --corpus only the loss is measured"
          .formatted(Choice.name(measure)));
    });
  }

  /** Checks an option that is a text beside TEXT, which only one measure reads. */
  private static void checkOther(
      Arguments arguments, Optional<AblationMeasure> of, String option, AblationMeasure only) {
    Optional<String> other = arguments.value(option);
    if (other.isEmpty()) {
      return;
    }
    of.filter(measure -> measure != only).ifPresent(measure -> {
      throw new UsageException("--of must be %s with %s; got %s"
          .formatted(Choice.name(only), option, Choice.name(measure)));
    });
    if (other.get().equals(StandardInput.SIGN) && arguments.text().equals(StandardInput.SIGN)) {
      throw new UsageException("TEXT and %s must not both be -, standard input".formatted(option));
    }
  }

  /** Returns what is run. */
  static AblationRequest.Source source(Arguments arguments, Console console) throws IOException {
    if (arguments.has(Options.CORPUS)) {
      return new AblationRequest.Corpus(arguments.file(Options.CORPUS));
    }
    String text = StandardInput.resolve(arguments.text(), console);
    if (arguments.has(SECOND)) {
      return new AblationRequest.Pair(
          text, StandardInput.resolve(arguments.required(SECOND), console));
    }
    return arguments.has(QUESTION)
        ? new AblationRequest.Asked(
            text, StandardInput.resolve(arguments.required(QUESTION), console))
        : new AblationRequest.Text(text);
  }
}
