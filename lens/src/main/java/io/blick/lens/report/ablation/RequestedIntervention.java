package io.blick.lens.report.ablation;

import io.blick.lens.ablation.Intervention;
import io.blick.lens.ablation.Intervention.Edge;
import io.blick.lens.report.request.Notes;
import io.blick.lens.report.request.RequestedHeads;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextUnits;
import io.blick.models.text.TextModel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The heads and edges that a request takes out, found in the model and in the text. */
final class RequestedIntervention {
  private RequestedIntervention() {}

  /**
   * Returns the intervention.
   *
   * @param notes get what a reader should know of the names
   * @throws io.blick.lens.report.RequestException if the model lacks a head
   * @throws io.blick.lens.trace.TextException if the text lacks a word
   */
  static Intervention of(TextModel model, AblationRequest request, Reading reading, Notes notes) {
    RequestedHeads.check(model, "silence", request.silence());
    RequestedHeads.check(model, "in", request.in());
    TextUnits words = reading.units(Granularity.WORDS);
    List<Head> heads = request.in().isEmpty() ? Head.all(model) : request.in();
    Set<Edge> edges = new LinkedHashSet<>();
    for (NamedEdge edge : request.cut()) {
      List<Integer> from = words.pieces(notes.find(words, edge.from()));
      List<Integer> to = words.pieces(notes.find(words, edge.to()));
      for (Head head : heads) {
        from.forEach(t -> to.forEach(s -> edges.add(new Edge(head, t, s))));
      }
    }
    return new Intervention(Set.copyOf(request.silence()), edges, request.others());
  }
}
