package io.blick.lens.roles;

import io.blick.lens.corpus.CorpusException;
import io.blick.lens.corpus.SyntacticWord;
import io.blick.lens.corpus.TreebankEntry;
import io.blick.lens.run.Treebanks;
import io.blick.lens.text.Visible;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A corpus of several treebanks, read one after the other. */
final class RolesReader {
  /** Relations of a corpus; those of all languages together are some 230 with their subtypes. */
  private static final int MOST_RELATIONS = 1000;

  private final List<Path> files;
  private final RolesOptions options;
  private final Set<String> relations = new HashSet<>();
  /** Those that have a case: the root's dependency is none. */
  private final Set<String> measurable = new TreeSet<>();

  RolesReader(List<Path> files, RolesOptions options) {
    this.files = List.copyOf(files);
    this.options = options;
  }

  /**
   * Shows every sentence; one with a bad line only where it is not refused.
   *
   * @throws CorpusException if a line is bad and that is refused, a file has no sentence, or none
   *     has a relation that the options name
   */
  void each(Treebanks.Visitor reader) {
    Treebanks.each("roles", files, (place, entry) -> {
      check(place.file(), entry);
      reader.entry(place, entry);
    });
    options.relations().forEach(this::requireRelation);
  }

  private void check(String file, TreebankEntry entry) {
    switch (entry) {
      case TreebankEntry.Sentence sentence -> sentence.words().forEach(word -> count(file, word));
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
  private void count(String file, SyntacticWord word) {
    String relation = options.subtypes().relation(word.relation());
    relations.add(relation);
    if (word.head() != 0) {
      measurable.add(relation);
    }
    if (relations.size() > MOST_RELATIONS) {
      throw new CorpusException(
          "roles: %s, line %d: a corpus must have at most %d different relations; got more"
              .formatted(file, word.line(), MOST_RELATIONS));
    }
  }

  private void requireRelation(String relation) {
    if (!measurable.contains(relation)) {
      throw new CorpusException("roles: a relation must be one of the treebank's; got %s; it has %s"
          .formatted(Visible.text(relation), Visible.text(String.join(", ", measurable))));
    }
  }
}
