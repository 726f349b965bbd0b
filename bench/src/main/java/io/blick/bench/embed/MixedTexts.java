package io.blick.bench.embed;

import io.blick.bench.run.BenchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * 200 English texts of mixed length, by a rule: every 13th sentence of the development part of EWT
 * (Universal Dependencies), and behind each three of them a paragraph, every 39th text of the
 * development part of GAP.
 */
final class MixedTexts {
  private static final String SENTENCES = "ud/en_ewt-ud-dev.conllu";
  private static final String PARAGRAPHS = "gap/gap-development.tsv";
  private static final String TEXT = "# text = ";
  private static final int SENTENCE_STEP = 13;
  private static final int PARAGRAPH_STEP = 39;
  private static final int GROUPS = 50;
  private static final int SENTENCES_OF_GROUP = 3;

  private MixedTexts() {}

  /**
   * Returns the texts, in the order in which they are embedded.
   *
   * @param data the folder that has {@code ud} and {@code gap}
   * @throws BenchException if a file is not there or has too few texts
   */
  static List<String> of(Path data) {
    List<String> sentences = sentences(data);
    List<String> paragraphs = every(
        PARAGRAPH_STEP,
        GROUPS,
        data.resolve(PARAGRAPHS),
        lines(data.resolve(PARAGRAPHS)).stream()
            .skip(1)
            .map(line -> line.split("\t", -1)[1])
            .toList());
    List<String> texts = new ArrayList<>();
    for (int group = 0; group < GROUPS; group++) {
      int first = group * SENTENCES_OF_GROUP;
      texts.addAll(sentences.subList(first, first + SENTENCES_OF_GROUP));
      texts.add(paragraphs.get(group));
    }
    return texts;
  }

  /**
   * Returns the sentences alone.
   *
   * @param data the folder that has {@code ud}
   * @throws BenchException if the file is not there or has too few texts
   */
  static List<String> sentences(Path data) {
    return every(
        SENTENCE_STEP,
        GROUPS * SENTENCES_OF_GROUP,
        data.resolve(SENTENCES),
        lines(data.resolve(SENTENCES)).stream()
            .filter(line -> line.startsWith(TEXT))
            .map(line -> line.substring(TEXT.length()))
            .toList());
  }

  /** Returns so many texts: the first, and then each that stands a step behind the last. */
  private static List<String> every(int step, int count, Path file, List<String> texts) {
    int needed = (count - 1) * step + 1;
    if (texts.size() < needed) {
      throw new BenchException("bench: embed: %s must have at least %d texts; got %d"
          .formatted(file, needed, texts.size()));
    }
    return Stream.iterate(0, i -> i + step).limit(count).map(texts::get).toList();
  }

  private static List<String> lines(Path file) {
    if (!Files.exists(file)) {
      throw new BenchException(
          "bench: embed: its texts must be there; got no file %s".formatted(file.normalize()));
    }
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
