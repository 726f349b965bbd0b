package io.blick.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every command that opens a model, asked of a small encoder that has what the command needs. */
enum ModelCommands {
  LOOK("bert-model", "look TEXT"),
  LOOK_IN_WINDOWS("bert-model", "look TEXT --window 5"),
  LOOK_AGAINST("bert-model", "look TEXT --against Lund"),
  STEPS("bert-model", "steps TEXT --layer 1 --head 1 --from Anna"),
  TOKENS("bert-model", "tokens TEXT"),
  HEADS("bert-model", "heads TEXT"),
  HEADS_OF_CORPUS("bert-model", "heads --corpus TEXTS"),
  HEADS_LOOKS("bert-model", "heads --corpus TREES --looks"),
  HEADS_ROLES("bert-model", "heads --roles TREES"),
  HEADS_PRONOUNS("bert-model", "heads --pronouns PRONOUNS"),
  SENSES("bert-model", "senses i TEXT TEXT"),
  EMBED("bert-model", "embed TEXT"),
  ABLATE_EMBEDDING("bert-model", "ablate TEXT --of embedding"),
  ATTRIBUTE_MIXING("bert-model", "attribute TEXT --of mixing"),
  FILL("bert-masked", "fill MASKED"),
  ABLATE("bert-masked", "ablate MASKED"),
  ABLATE_CORPUS("bert-masked", "ablate --corpus TEXTS"),
  ATTRIBUTE("bert-masked", "attribute MASKED"),
  CLASSIFY("bert-classes", "classify TEXT"),
  TAG("bert-tags", "tag TEXT"),
  ANSWER("bert-answers", "answer TEXT --question TEXT");

  private final String encoder;
  /** What stands behind blick, between spaces. */
  private final String words;

  ModelCommands(String encoder, String words) {
    this.encoder = encoder;
    this.words = words;
  }

  /** Copies the encoder to a folder, with a sentence vector beside its own heads. */
  TinyFolder folder(Path parent) throws IOException {
    return TinyFolder.of(encoder, parent)
        .put("modules.json", "[{'type': 'sentence_transformers.models.Pooling', 'path': 'P'}]")
        .put("P/config.json", "{'embedding_dimension': 26, 'pooling_mode': 'mean'}");
  }

  /** Returns the name of the command. */
  String command() {
    return words.split(" ", 2)[0];
  }

  /** Returns the words after blick, with some more behind them. */
  String[] words(Path model, String... more) {
    return Stream.of(
            Stream.of(words.split(" ", -1)).map(word -> given(word, model)), Stream.of(more))
        .flatMap(all -> all)
        .toArray(String[]::new);
  }

  Run run(Path model, String... more) {
    List<String> all = new ArrayList<>(List.of(words(model, more)));
    all.add("--model=" + model);
    return Run.of(all.toArray(String[]::new));
  }

  private static String given(String word, Path beside) {
    return switch (word) {
      case "TEXT" -> "Anna bor i Lund";
      case "MASKED" -> "Anna bor i [MASK]";
      case "TEXTS" -> "../docs/examples/texts.txt";
      case "TREES" -> "../docs/examples/katten.conllu";
      case "PRONOUNS" -> pronouns(beside.resolveSibling("pronouns.tsv")).toString();
      default -> word;
    };
  }

  private static Path pronouns(Path file) {
    try {
      return Files.writeString(file, """
          ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref
          x-1\tAnna met Berta before she left.\tshe\t22\tAnna\t0\tTRUE\tBerta\t9\tFALSE
          """);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
