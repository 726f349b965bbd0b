package io.blick.lens.attribution;

import io.blick.core.attention.Cuts;
import io.blick.lens.ablation.Intervention;
import io.blick.lens.ablation.Intervention.Edge;
import io.blick.lens.trace.Head;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/**
 * For each unit the intervention that zeroes its value vectors in some layers: every edge to one of
 * its pieces is cut in every head, also that from the piece to itself, and the other weights are
 * kept. So each output lacks α v for that piece, as if v were 0.
 *
 * <p>An intervention is made when it is asked for: it has an edge for each layer, head, piece that
 * looks and piece of the unit.
 */
final class ZeroedValues extends AbstractList<Intervention> {
  private final List<Integer> layers;
  private final int heads;
  private final int pieces;
  private final List<List<Integer>> units;

  /**
   * @param layers counted from 0
   * @param heads of each layer
   * @param pieces of the text
   * @param units the pieces of each unit
   */
  ZeroedValues(List<Integer> layers, int heads, int pieces, List<List<Integer>> units) {
    this.layers = layers;
    this.heads = heads;
    this.pieces = pieces;
    this.units = units;
  }

  @Override
  public int size() {
    return units.size();
  }

  @Override
  public Intervention get(int index) {
    List<Edge> edges = new ArrayList<>();
    for (int layer : layers) {
      for (int h = 0; h < heads; h++) {
        Head head = new Head(layer, h);
        for (int key : units.get(index)) {
          for (int query = 0; query < pieces; query++) {
            edges.add(new Edge(head, query, key));
          }
        }
      }
    }
    return Intervention.cutting(Cuts.Rest.KEPT, edges);
  }
}
