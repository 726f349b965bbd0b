package io.blick.lens.report.attribution;

import io.blick.lens.attribution.UnitEffect;
import io.blick.lens.report.ablation.AblationRequest;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextUnits;
import io.blick.models.token.Piece;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The places of words in the texts of a request. */
final class AttributedWords {
  private final Reading reading;
  private final TextUnits units;
  private final AblationRequest.Source source;

  AttributedWords(Reading reading, TextUnits units, AblationRequest.Source source) {
    this.reading = reading;
    this.units = units;
    this.source = source;
  }

  AttributedWord of(int unit, Optional<UnitEffect> effect, double attention, double rollout) {
    List<Integer> pieces = units.pieces(unit);
    Piece.InText first = own(pieces.getFirst());
    return new AttributedWord(
        unit,
        units.label(unit),
        in(first.segment()),
        first.start(),
        own(pieces.getLast()).end(),
        effect.map(one -> OptionalDouble.of(one.distance())).orElse(OptionalDouble.empty()),
        effect.map(UnitEffect::fall).orElse(OptionalDouble.empty()),
        attention,
        rollout);
  }

  private Piece.InText own(int piece) {
    return (Piece.InText) reading.encoding().pieces().get(piece);
  }

  private String in(int segment) {
    return switch (source) {
      case AblationRequest.Asked _ -> segment == 1 ? "question" : "text";
      case AblationRequest.Pair _ -> segment == 1 ? "text" : "second";
      case AblationRequest.Text _ -> "text";
      case AblationRequest.Corpus _ -> "text";
    };
  }
}
