package io.blick.cli;

import io.blick.core.tensor.Parallel;
import io.blick.lens.measure.Occurrence;
import io.blick.lens.measure.Senses;
import io.blick.lens.picture.SensesPicture;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextException;
import io.blick.lens.trace.Trace;
import io.blick.lens.trace.Unit;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;

/** Shows how far the context moves the vector of a word. */
final class SensesCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(
            "senses",
            "Show how alike a WORD is to itself in two or more TEXTs, layer by layer.",
            "The cosines of its vectors after each layer, the nearest pairs, two groups, the plane"
                + " of the two largest principal components, and which heads look differently"
                + " from it in the two groups.")
        .addPositional(Options.parameter(
            "WORD TEXT TEXT...",
            "The word, then two or more texts that hold it, each quoted; WORD#2 is the",
            "second of equal words in each; - takes each line of standard input for one."))
        .addOption(Options.layer(
            "The layer of all but the first table, from 1 on (unless given: the last)."))
        .addOption(Options.format(SensesFormat.class))
        .addOption(Options.out())
        .addOption(Options.model());
    spec.usageMessage()
        .customSynopsis("blick senses [OPTIONS] WORD TEXT TEXT...")
        .footer(
            "Examples:",
            "  blick senses banken \"Banken lånar ut pengar\" \"Jag har konto i banken\""
                + " \"Hon satt på banken vid ån\"",
            "  blick senses bank - --format svg --out bank.svg --model bert-base-uncased"
                + " < texts.txt");
    return Options.closed(spec);
  }

  @Override
  public void run(Given given, Desk desk) throws IOException {
    List<String> parameters = given.parameters();
    check(parameters);
    SensesFormat format = given.choice(Options.FORMAT, SensesFormat.class);
    Optional<Integer> layer = given.count(Options.LAYER);
    ModelChoice choice = ModelChoice.of(given);
    Output output = Output.of(given, desk);
    List<String> texts = texts(parameters, desk);
    try (TextModel model = choice.open(desk)) {
      layer.ifPresent(number -> Heads.checkLayer(model, number - 1));
      List<Occurrence> occurrences = occurrences(model, parameters.getFirst(), texts, desk);
      Senses senses = Senses.of(occurrences, layer.orElse(model.layers()));
      Segments.note(model, texts, desk);
      switch (format) {
        case TEXT -> output.write(new SensesPicture(senses).text(output.canvas()));
        case JSON -> output.write(out -> Json.line(out, json -> SensesJson.write(json, senses)));
        case SVG -> output.write(new SensesPicture(senses).svg());
      }
    }
  }

  private static void check(List<String> parameters) {
    if (parameters.isEmpty()) {
      throw new UsageException("WORD is missing; after it stand two or more TEXTs");
    }
    if (Given.blank(parameters.getFirst())) {
      throw new UsageException(
          "WORD must name a word of the TEXTs; got " + Quote.of(parameters.getFirst()));
    }
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

  private static List<String> texts(List<String> parameters, Desk desk) throws IOException {
    List<String> texts = new ArrayList<>();
    for (String text : parameters.subList(1, parameters.size())) {
      if (!text.equals(StandardInput.SIGN)) {
        texts.add(text);
        continue;
      }
      StandardInput input = new StandardInput(desk);
      for (Optional<String> line = input.line(); line.isPresent(); line = input.line()) {
        texts.add(line.get());
      }
    }
    if (texts.size() < 2) {
      throw new FailureException(
          "senses: there must be two or more TEXTs; got %d".formatted(texts.size()));
    }
    return texts;
  }

  private static List<Occurrence> occurrences(
      TextModel model, String word, List<String> texts, Desk desk) {
    List<Occurrence> occurrences = new ArrayList<>();
    try (Parallel threads = Parallel.ofCores();
        CountBar bar = new CountBar(desk, "texts", OptionalLong.of(texts.size()))) {
      for (String text : texts) {
        occurrences.add(occurrence(
            () -> Trace.on(threads, model, Reading.of(model, text)),
            word,
            occurrences.size() + 1,
            desk));
        bar.accept(occurrences.size());
      }
    }
    return occurrences;
  }

  /** Returns the sentence without the name of the one text, which stands before it by number. */
  private static String own(TextException wrong) {
    String said = String.valueOf(wrong.getMessage());
    return said.startsWith("text: ") ? said.substring("text: ".length()) : said;
  }

  /** Runs one text. */
  @FunctionalInterface
  private interface Pass {
    Trace run();
  }

  private static Occurrence occurrence(Pass pass, String word, int number, Desk desk) {
    try {
      Trace trace = pass.run();
      return Occurrence.of(
          trace, Names.find(trace.units(Unit.WORDS), word, "TEXT " + number, desk));
    } catch (TextException wrong) {
      throw new FailureException("TEXT %d: %s".formatted(number, own(wrong)), wrong);
    }
  }
}
