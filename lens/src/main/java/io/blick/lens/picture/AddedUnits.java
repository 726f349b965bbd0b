package io.blick.lens.picture;

import io.blick.lens.trace.TextUnits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The units of a piece that the model adds, such as [CLS] or [SEP]. They are no words of the text,
 * so pictures show the weight on them as a number of its own, the mass.
 *
 * @param label spelling of the piece, safe to show
 * @param units indices of the units; [SEP] has two in a pair of texts
 */
record AddedUnits(String label, List<Integer> units) {

  static List<AddedUnits> of(TextUnits units) {
    Map<String, List<Integer>> places = new LinkedHashMap<>();
    for (int added : units.added()) {
      places.computeIfAbsent(units.label(added), _ -> new ArrayList<>()).add(added);
    }
    return places.entrySet().stream()
        .map(place -> new AddedUnits(Labels.visible(place.getKey()), place.getValue()))
        .toList();
  }

  /** Returns the labels of all added pieces: {@code [CLS] and [SEP]}. */
  static String names(TextUnits units) {
    return of(units).stream().map(AddedUnits::label).collect(Collectors.joining(" and "));
  }

  /** Returns the weight that a row of a map gives to these units. */
  double mass(float[] row) {
    return units.stream().mapToDouble(unit -> row[unit]).sum();
  }
}
