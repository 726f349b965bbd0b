package io.blick.lens.report.compare;

import io.blick.lens.draw.Ink;
import io.blick.lens.draw.TextPage;
import io.blick.lens.picture.Caution;
import io.blick.lens.text.Columns;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.TextUnits;
import io.blick.lens.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The words of the pictures of comparisons: what the sides are, and what they have in common. */
final class CompareHeading {
  private static final int WIDEST_LABEL = 24;
  private static final int WIDEST_TEXT = 200;
  private static final int MOST_NAMES = 12;

  private final CompareResult result;

  CompareHeading(CompareResult result) {
    this.result = result;
  }

  /** Returns what is compared: the model of two texts, or the text of two models. */
  String title() {
    Trace first = result.first().trace();
    return switch (result.sides()) {
      case TEXTS -> model(first) + " · by " + plural();
      case MODELS -> texts(first) + " · by " + plural();
    };
  }

  /** Returns what each side is. */
  List<String> sides() {
    return List.of(
        "A: " + side(result.first().trace()), "B: " + side(result.second().trace()));
  }

  private String side(Trace trace) {
    return switch (result.sides()) {
      case TEXTS -> texts(trace);
      case MODELS -> model(trace);
    };
  }

  private static String model(Trace trace) {
    return "%s · %d layers × %d heads"
        .formatted(Visible.text(trace.model()), trace.layers(), trace.heads());
  }

  private static String texts(Trace trace) {
    return trace.segments().stream()
        .map(text -> Columns.cut(Visible.text(text), WIDEST_TEXT))
        .collect(Collectors.joining(" / "));
  }

  /** Returns what the sides share, and what each has alone. */
  List<String> aligned() {
    long shared = inText().size();
    String both = "Both have %d %s".formatted(shared, shared == 1 ? singular() : plural());
    return List.of(both
        + only("A", result.firstUnits(), result.alignment().onlyFirst())
        + only("B", result.secondUnits(), result.alignment().onlySecond())
        + ". A difference is B − A.");
  }

  private static String only(String side, TextUnits units, List<Integer> indices) {
    if (indices.isEmpty()) {
      return "";
    }
    String names = indices.stream()
        .limit(MOST_NAMES)
        .map(index -> label(units, index))
        .collect(Collectors.joining(" "));
    int more = indices.size() - MOST_NAMES;
    return "; only in %s: %s%s"
        .formatted(side, names, more > 0 ? " and %d more".formatted(more) : "");
  }

  /** Returns the indices of the matches that are part of the text. */
  List<Integer> inText() {
    List<Integer> inText = new ArrayList<>();
    List<Alignment.Match> matches = result.alignment().matches();
    for (int i = 0; i < matches.size(); i++) {
      if (result.firstUnits().inText().contains(matches.get(i).first())) {
        inText.add(i);
      }
    }
    return inText;
  }

  /** Returns the label of a match; equal words have their numbers in A. */
  String label(int match) {
    return label(result.firstUnits(), result.alignment().matches().get(match).first());
  }

  static String label(TextUnits units, int index) {
    return Columns.cut(Visible.text(units.surface(index)), WIDEST_LABEL) + units.suffix(index);
  }

  static List<String> labels(TextUnits units, List<Integer> indices) {
    return indices.stream().map(index -> label(units, index)).toList();
  }

  String noun() {
    return result.edgeScore().name().toLowerCase(Locale.ROOT);
  }

  String plural() {
    return result.firstUnits().granularity().name().toLowerCase(Locale.ROOT);
  }

  private String singular() {
    return switch (result.firstUnits().granularity()) {
      case WORDS -> "word";
      case PIECES -> "piece";
    };
  }

  /** Returns what a reader must know of heads of two models; nothing where there is one. */
  List<String> caveats() {
    List<String> caveats = new ArrayList<>();
    if (result.sides() == Sides.MODELS && result.edgeScore() != EdgeScore.ROLLOUT) {
      caveats.add("Heads of two models are different heads, whatever their numbers.");
    }
    if (result.edgeScore() == EdgeScore.NORM) {
      caveats.add("A norm is the length of the vector that a head takes from there, ‖α f(v)‖ with"
          + " f(v) = W_O v (Kobayashi et al. 2020)."
          + (result.sides() == Sides.MODELS ? " Two models have two scales of it." : ""));
    }
    return caveats;
  }

  String caution() {
    return Caution.of(result.edgeScore());
  }

  /** Adds the heading to a page of text. */
  void append(TextPage page, Ink ink, String what) {
    page.title(ink, what + title());
    sides().forEach(page::sentence);
    aligned().forEach(page::sentence);
    caveats().forEach(page::sentence);
  }
}
