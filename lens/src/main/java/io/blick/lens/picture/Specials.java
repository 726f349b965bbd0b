package io.blick.lens.picture;

import io.blick.lens.trace.TextUnits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The pieces that a model adds, such as [CLS] and [SEP]: what is looked at there is no word, so
 * pictures show it as a number of its own.
 *
 * @param label spelling
 * @param units where it stands; [SEP] stands twice in a pair of texts
 */
record Specials(String label, List<Integer> units) {

  static List<Specials> of(TextUnits units) {
    Map<String, List<Integer>> places = new LinkedHashMap<>();
    for (int added : units.added()) {
      places.computeIfAbsent(units.label(added), _ -> new ArrayList<>()).add(added);
    }
    return places.entrySet().stream()
        .map(place -> new Specials(Labels.shown(place.getKey()), place.getValue()))
        .toList();
  }

  /** Returns the spellings of all: {@code [CLS] and [SEP]}. */
  static String names(TextUnits units) {
    return of(units).stream().map(Specials::label).collect(Collectors.joining(" and "));
  }

  /** Returns the weight that a row gives to all of them. */
  double mass(float[] row) {
    return units.stream().mapToDouble(unit -> row[unit]).sum();
  }
}
