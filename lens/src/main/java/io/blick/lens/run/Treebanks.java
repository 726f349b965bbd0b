package io.blick.lens.run;

import io.blick.lens.corpus.Conllu;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.corpus.SentencePlace;
import io.blick.lens.corpus.TreebankEntry;
import io.blick.lens.text.Visible;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Files of CoNLL-U, read one after the other as one corpus. */
public final class Treebanks {
  private Treebanks() {}

  /** Sees every sentence. */
  @FunctionalInterface
  public interface Visitor {
    /** Called for each entry, in reading order. */
    void entry(SentencePlace place, TreebankEntry entry);
  }

  /**
   * Shows every entry of some files, also one with a bad line; of sentences longer than
   * {@link TreebankBatches#MOST_PIECES} only that they are.
   *
   * @param operation with which an error begins
   * @throws CorpusException if a file has no sentence
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static void each(String operation, List<Path> files, Visitor visitor) {
    for (Path file : files) {
      try (Conllu treebank = Conllu.open(file, TreebankBatches.MOST_PIECES)) {
        long number = 0;
        Optional<TreebankEntry> entry = treebank.next();
        while (entry.isPresent()) {
          number++;
          visitor.entry(place(file, number, entry.get()), entry.get());
          entry = treebank.next();
        }
        if (number == 0) {
          throw CorpusException.lacking(
              operation, "at least one sentence", "none in " + Visible.text(file.toString()));
        }
      }
    }
  }

  private static SentencePlace place(Path file, long number, TreebankEntry entry) {
    Optional<String> id = switch (entry) {
      case TreebankEntry.Sentence sentence -> sentence.id();
      case TreebankEntry.Oversized _, TreebankEntry.Damaged _ -> Optional.empty();
    };
    return new SentencePlace(file.toString(), number, id);
  }
}
