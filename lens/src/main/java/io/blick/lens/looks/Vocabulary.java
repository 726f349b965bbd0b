package io.blick.lens.looks;

import io.blick.lens.corpus.CorpusException;
import io.blick.lens.corpus.SyntacticWord;
import io.blick.lens.corpus.TreebankEntry;
import io.blick.lens.run.TreebankSentence;
import io.blick.lens.run.Treebanks;
import io.blick.lens.text.Visible;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parts of speech and the frequent forms of a corpus, found in a first reading, so that memory
 * for sums can be given out before the model runs.
 */
final class Vocabulary {
  /** Occurrences from which on a form is looked for. */
  static final int FEWEST = 5;

  /** Universal Dependencies has 17. */
  private static final int MOST_PARTS = 64;

  /** Forms whose weights are summed: the most frequent ones. */
  private static final int MOST_FORMS = 5000;

  /** Forms that are counted; those that come first after so many others are not. */
  private static final int MOST_COUNTED = 500_000;

  private final List<String> parts;
  private final Map<String, Integer> partNumbers = new HashMap<>();
  private final List<String> forms;
  private final Map<String, Integer> formNumbers = new HashMap<>();
  private final long sentences;

  private Vocabulary(Set<String> parts, Map<String, Integer> counts, long sentences) {
    this.sentences = sentences;
    this.parts = List.copyOf(parts);
    this.forms = counts.entrySet().stream()
        .filter(form -> form.getValue() >= FEWEST)
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST_FORMS)
        .map(Map.Entry::getKey)
        .toList();
    this.parts.forEach(part -> partNumbers.put(part, partNumbers.size()));
    this.forms.forEach(form -> formNumbers.put(form, formNumbers.size()));
  }

  /**
   * Reads a corpus.
   *
   * @throws CorpusException if a line is bad, or a file has no sentence
   */
  static Vocabulary of(List<Path> files) {
    Set<String> parts = new TreeSet<>();
    Map<String, Integer> counts = new HashMap<>();
    long[] sentences = {0};
    Treebanks.each("looks", files, (place, entry) -> {
      sentences[0]++;
      switch (entry) {
        case TreebankEntry.Sentence sentence ->
          sentence.words().forEach(word -> {
            count(parts, place.file(), word);
            count(counts, folded(word));
          });
        case TreebankEntry.Oversized _ -> {}
        case TreebankEntry.Damaged damaged ->
          throw new CorpusException("looks: " + damaged.message());
      }
    });
    return new Vocabulary(parts, counts, sentences[0]);
  }

  private static void count(Set<String> parts, String file, SyntacticWord word) {
    parts.add(word.partOfSpeech());
    if (parts.size() > MOST_PARTS) {
      throw new CorpusException(
          "looks: %s, line %d: a corpus must have at most %d different parts of speech; got more"
              .formatted(file, word.line(), MOST_PARTS));
    }
  }

  private static void count(Map<String, Integer> counts, String form) {
    if (counts.size() < MOST_COUNTED || counts.containsKey(form)) {
      counts.merge(form, 1, Integer::sum);
    }
  }

  private static String folded(SyntacticWord word) {
    return word.form().toLowerCase(Locale.ROOT);
  }

  /** Returns the parts of speech, by name. */
  List<String> parts() {
    return parts;
  }

  /** Returns the forms whose weights are summed. */
  List<String> forms() {
    return forms;
  }

  long sentences() {
    return sentences;
  }

  /**
   * Returns the number of each word's part of speech.
   *
   * @throws CorpusException if the first reading did not see one, since its file is another now
   */
  int[] parts(TreebankSentence sentence) {
    return sentence.words().stream()
        .mapToInt(word -> part(sentence.place().file(), word))
        .toArray();
  }

  private int part(String file, SyntacticWord word) {
    Integer number = partNumbers.get(word.partOfSpeech());
    if (number == null) {
      throw new CorpusException(
          "looks: %s, line %d: a file must not change while it is read; got the part of speech %s,"
                  .formatted(file, word.line(), Visible.text(word.partOfSpeech()))
              + " which was not there at first; run it again");
    }
    return number;
  }

  /** Returns the number of each word's form; -1 for one that is not frequent. */
  int[] forms(List<SyntacticWord> words) {
    return words.stream()
        .mapToInt(word -> formNumbers.getOrDefault(folded(word), -1))
        .toArray();
  }
}
