package io.blick.lens.roles;

import io.blick.lens.corpus.Conllu;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.corpus.SyntacticWord;
import io.blick.lens.corpus.TreebankEntry;
import io.blick.lens.text.Visible;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A corpus of several treebanks, read one after the other. */
final class RolesReader {
  /** Relations of a corpus; those of all languages together are some 230 with their subtypes. */
  private static final int MOST_RELATIONS = 1000;

  private final List<Path> files;
  private final RolesOptions options;
  private final Set<String> relations = new HashSet<>();

  RolesReader(List<Path> files, RolesOptions options) {
    this.files = List.copyOf(files);
    this.options = options;
  }

  /** Shows every sentence; one with a bad line only where it is not refused. */
  void each(Consumer<TreebankEntry> reader) {
    for (Path file : files) {
      try (Conllu treebank = Conllu.open(file, RolesRun.MOST_PIECES)) {
        Optional<TreebankEntry> entry = treebank.next();
        if (entry.isEmpty()) {
          throw CorpusException.lacking(
              "roles", "at least one sentence", "none in " + Visible.text(file.toString()));
        }
        while (entry.isPresent()) {
          check(file, entry.get());
          reader.accept(entry.get());
          entry = treebank.next();
        }
      }
    }
  }

  private void check(Path file, TreebankEntry entry) {
    switch (entry) {
      case TreebankEntry.Sentence(List<SyntacticWord> words) ->
        words.forEach(word -> count(file, word));
      case TreebankEntry.Oversized _ -> {}
      case TreebankEntry.Damaged damaged -> {
        switch (options.damage()) {
          case REFUSED -> throw new CorpusException("roles: " + damaged.message());
          case SKIPPED -> {}
        }
      }
    }
  }

  // Every relation has counts of every head: a file must not make too many.
  private void count(Path file, SyntacticWord word) {
    relations.add(options.subtypes().relation(word.relation()));
    if (relations.size() > MOST_RELATIONS) {
      throw new CorpusException(
          "roles: %s, line %d: a corpus must have at most %d different relations; got more"
              .formatted(file, word.line(), MOST_RELATIONS));
    }
  }
}
