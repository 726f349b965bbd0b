package io.blick.lens.roles.measured;

import io.blick.lens.roles.Direction;
import java.util.Map;

/**
 * A relation of Universal Dependencies in plain words.
 *
 * @param dependent what depends, such as a subject
 * @param governor what it depends on, such as a verb
 */
record RelationWords(String dependent, String governor) {
  private static final String ANY = "word";

  /** What any two words of a relation are. */
  private static final RelationWords OTHERS = new RelationWords("dependent", ANY);

  private static final Map<String, RelationWords> KNOWN = Map.ofEntries(
      Map.entry("nsubj", new RelationWords("subject", "verb")),
      Map.entry("nsubj:pass", new RelationWords("passive subject", "verb")),
      Map.entry("csubj", new RelationWords("subject clause", "verb")),
      Map.entry("obj", new RelationWords("object", "verb")),
      Map.entry("iobj", new RelationWords("indirect object", "verb")),
      Map.entry("obl", new RelationWords("adverbial noun", "verb")),
      Map.entry("obl:agent", new RelationWords("agent", "passive verb")),
      Map.entry("expl", new RelationWords("expletive", "verb")),
      Map.entry("vocative", new RelationWords("vocative", "verb")),
      Map.entry("ccomp", new RelationWords("complement clause", "verb")),
      Map.entry("xcomp", new RelationWords("complement without a subject", "verb")),
      Map.entry("advcl", new RelationWords("adverbial clause", "verb")),
      Map.entry("advmod", new RelationWords("adverb", ANY)),
      Map.entry("discourse", new RelationWords("interjection", ANY)),
      Map.entry("aux", new RelationWords("auxiliary", "verb")),
      Map.entry("aux:pass", new RelationWords("passive auxiliary", "verb")),
      Map.entry("cop", new RelationWords("copula", "predicate")),
      Map.entry("mark", new RelationWords("marker of a clause", "verb")),
      Map.entry("nmod", new RelationWords("modifying noun", "noun")),
      Map.entry("nmod:poss", new RelationWords("possessor", "noun")),
      Map.entry("appos", new RelationWords("apposition", "noun")),
      Map.entry("nummod", new RelationWords("number", "noun")),
      Map.entry("acl", new RelationWords("modifying clause", "noun")),
      Map.entry("acl:relcl", new RelationWords("relative clause", "noun")),
      Map.entry("amod", new RelationWords("adjective", "noun")),
      Map.entry("det", new RelationWords("determiner", "noun")),
      Map.entry("case", new RelationWords("preposition", "noun")),
      Map.entry("conj", new RelationWords("later conjunct", "first conjunct")),
      Map.entry("cc", new RelationWords("conjunction", "conjunct")),
      Map.entry("compound", new RelationWords("part of a compound", ANY)),
      Map.entry("compound:prt", new RelationWords("particle", "verb")),
      Map.entry("flat", new RelationWords("part of a name", ANY)),
      Map.entry("fixed", new RelationWords("part of a fixed phrase", ANY)),
      Map.entry("parataxis", new RelationWords("loosely joined clause", "verb")),
      Map.entry("punct", new RelationWords("punctuation mark", ANY)));

  /** Returns the words of a relation; of an unknown subtype those of the relation that it is of. */
  static RelationWords of(String relation) {
    RelationWords exact = KNOWN.get(relation);
    int colon = relation.indexOf(':');
    if (exact != null) {
      return exact;
    }
    return colon > 0 ? of(relation.substring(0, colon)) : OTHERS;
  }

  /** Returns who looks at whom, such as {@code from a verb to its subject}. */
  String path(Direction direction) {
    return switch (direction) {
      case DEPENDENT_TO_HEAD ->
        "from %s to %s"
            .formatted(
                one(this.equals(OTHERS) ? ANY : dependent),
                governor.equals(ANY) ? "the word it depends on" : "its " + governor);
      case HEAD_TO_DEPENDENT -> "from %s to its %s".formatted(one(governor), dependent);
    };
  }

  private static String one(String noun) {
    return ("aeio".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
  }
}
