package io.blick.lens.ablation;

import io.blick.core.attention.Cuts;
import io.blick.lens.argument.Required;
import io.blick.lens.trace.Head;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An intervention: what is taken out of a model while it runs, whole heads, single edges, or both.
 *
 * @param silenced heads that give zeros instead of their output, before the output projection
 * @param edges what single heads may not look at
 * @param rest what becomes of the other weights of a row with a cut edge
 */
public record Intervention(Set<Head> silenced, Set<Edge> edges, Cuts.Rest rest) {

  /** Copies the sets. */
  public Intervention {
    silenced = Set.copyOf(Required.all("ablate", "heads to be silenced", silenced));
    edges = Set.copyOf(Required.all("ablate", "edges to be cut", edges));
    Required.of("ablate", "choice of what becomes of the other weights", rest);
  }

  /**
   * An edge of attention: where one piece looks at another.
   *
   * @param head in which head
   * @param from index of the piece that looks
   * @param to index of the piece looked at
   */
  public record Edge(Head head, int from, int to) {
    /** Checks that no index is negative. */
    public Edge {
      Required.of("edge", "head", head);
      if (from < 0 || to < 0) {
        throw new IllegalArgumentException(
            "edge: indices of pieces must not be negative; got from %d, to %d".formatted(from, to));
      }
    }

    /** Returns a hash code in which neighbours lie apart, or large sets of them would be slow. */
    @Override
    public int hashCode() {
      return new Cuts.Edge(head.layer(), head.head(), from, to).hashCode();
    }
  }

  /** Returns the intervention that leaves a model as it is. */
  public static Intervention none() {
    return silencing(Set.of());
  }

  /** Returns the intervention that silences some heads. */
  public static Intervention silencing(Collection<Head> heads) {
    return new Intervention(
        Set.copyOf(Required.all("ablate", "heads to be silenced", heads)),
        Set.of(),
        Cuts.Rest.RENORMALIZED);
  }

  /** Returns for each head the intervention that silences it alone. */
  static List<Intervention> each(List<Head> heads) {
    return heads.stream().map(head -> silencing(List.of(head))).toList();
  }

  /** Returns the intervention that cuts some edges. */
  public static Intervention cutting(Cuts.Rest rest, Collection<Edge> edges) {
    return new Intervention(
        Set.of(), Set.copyOf(Required.all("ablate", "edges to be cut", edges)), rest);
  }

  /** Returns every head that something is done to, in the order of heads. */
  public List<Head> heads() {
    return Stream.concat(silenced.stream(), edges.stream().map(Edge::head))
        .distinct()
        .sorted()
        .toList();
  }

  /** Returns whether a head gives zeros. */
  boolean silences(int layer, int head) {
    return silenced.contains(new Head(layer, head));
  }

  /** Returns the cuts of a layer, the same in each text. */
  Cuts cuts(int layer) {
    List<Cuts.Edge> cuts = new ArrayList<>();
    for (Edge edge : edges) {
      if (edge.head.layer() == layer) {
        cuts.add(new Cuts.Edge(0, edge.head.head(), edge.from, edge.to));
      }
    }
    return cuts.isEmpty() ? Cuts.none() : Cuts.of(rest, cuts);
  }
}
