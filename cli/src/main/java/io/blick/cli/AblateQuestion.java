package io.blick.cli;

import io.blick.core.attention.Cuts;
import io.blick.lens.measure.Intervention;
import io.blick.lens.measure.Intervention.Edge;
import io.blick.lens.report.heads.NamedEdge;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.Unit;
import io.blick.lens.trace.Units;
import io.blick.models.text.TextModel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What {@code ablate} is to take out; if nothing, then each head in turn.
 *
 * @param silenced heads to be silenced
 * @param cut edges to be cut
 * @param in heads in which they are cut; all if there is none
 * @param others what becomes of the other weights of a row with a cut edge
 */
record AblateQuestion(List<Head> silenced, List<NamedEdge> cut, List<Head> in, Cuts.Rest others) {

  /** Copies the lists. */
  AblateQuestion {
    silenced = List.copyOf(silenced);
    cut = List.copyOf(cut);
    in = List.copyOf(in);
  }

  /**
   * Returns what the arguments ask for.
   *
   * @throws UsageException if they do not go together
   */
  static AblateQuestion of(Given given) {
    for (String option : List.of(Options.IN, Options.OTHERS)) {
      if (given.has(option) && !given.has(Options.CUT)) {
        throw new UsageException("--cut is missing; %s needs it".formatted(option));
      }
    }
    return new AblateQuestion(
        Heads.list(given, Options.SILENCE),
        Edges.list(given, Options.CUT),
        Heads.list(given, Options.IN),
        given.choice(Options.OTHERS, Cuts.Rest.class));
  }

  /** Whether each head is to be silenced in turn. */
  boolean eachHead() {
    return silenced.isEmpty() && cut.isEmpty();
  }

  /**
   * Returns what is taken out of the run of a text.
   *
   * @param heads all heads of the model
   * @throws FailureException if the model has no such head
   */
  Intervention in(TextModel model, List<Head> heads, String text, Desk desk) {
    Heads.check(model, Options.SILENCE, silenced);
    Heads.check(model, Options.IN, in);
    Units words = Units.of(model.tokenizer().encode(text), Unit.WORDS, List.of(text));
    Set<Edge> edges = new LinkedHashSet<>();
    for (NamedEdge edge : cut) {
      List<Integer> from = words.pieces(Names.find(words, edge.from(), desk));
      List<Integer> to = words.pieces(Names.find(words, edge.to(), desk));
      for (Head head : in.isEmpty() ? heads : in) {
        from.forEach(t -> to.forEach(s -> edges.add(new Edge(head, t, s))));
      }
    }
    return new Intervention(Set.copyOf(silenced), edges, others);
  }
}
