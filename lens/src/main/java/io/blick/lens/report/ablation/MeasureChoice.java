package io.blick.lens.report.ablation;

import io.blick.lens.report.RequestException;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.Reading;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The choice of what is measured, where a model has several heads. */
final class MeasureChoice {
  private static final String FIELD = "of";

  private final TextModel model;
  private final List<AblationMeasure> there;

  private MeasureChoice(TextModel model) {
    this.model = model;
    this.there = all(model);
  }

  /**
   * Returns what is measured: what the request names, or else what its texts and the model's heads
   * suggest.
   *
   * @throws RequestException if the model lacks the head, or if a question is missing
   */
  static AblationMeasure of(TextModel model, AblationRequest request, Reading reading) {
    var choice = new MeasureChoice(model);
    return request.of().map(choice::asked).orElseGet(() -> switch (request.source()) {
      case AblationRequest.Pair _ -> choice.needed("second", AblationMeasure.CLASS);
      case AblationRequest.Asked _ -> choice.needed("question", AblationMeasure.ANSWER);
      case AblationRequest.Text _ -> choice.suggested(reading);
      case AblationRequest.Corpus _ -> AblationMeasure.LOSS;
    });
  }

  /** Returns what of a model can be measured. */
  private static List<AblationMeasure> all(TextModel model) {
    List<AblationMeasure> all = new ArrayList<>();
    for (AblationMeasure measure : AblationMeasure.values()) {
      if (model.head(head(measure)).isPresent()) {
        all.add(measure);
      }
    }
    return all;
  }

  private static Class<? extends TextHead> head(AblationMeasure measure) {
    return switch (measure) {
      case GUESSES, LOSS -> TextHead.MaskedHead.class;
      case CLASS -> TextHead.ClassHead.class;
      case TAGS -> TextHead.TagHead.class;
      case ANSWER -> TextHead.AnswerHead.class;
      case EMBEDDING -> TextHead.SentenceHead.class;
    };
  }

  private AblationMeasure asked(AblationMeasure measure) {
    requireAny();
    if (!there.contains(measure)) {
      throw new RequestException(
          FIELD, "must be %s in %s; got %s".formatted(joined("or"), model(), name(measure)));
    }
    return measure;
  }

  private AblationMeasure needed(String field, AblationMeasure measure) {
    requireAny();
    if (!there.contains(measure)) {
      throw new RequestException(
          field,
          "needs a model that has %s; %s has %s".formatted(name(measure), model(), joined("and")));
    }
    return measure;
  }

  private AblationMeasure suggested(Reading reading) {
    requireAny();
    if (there.equals(List.of(AblationMeasure.ANSWER))) {
      throw new RequestException(
          "question", "must be given, since %s has answer alone; got none".formatted(model()));
    }
    boolean masked =
        model.tokenizer().mask().filter(mask -> stands(mask, reading)).isPresent();
    return there.stream()
        .filter(measure -> switch (measure) {
          case GUESSES -> masked;
          case ANSWER -> false;
          case LOSS, CLASS, TAGS, EMBEDDING -> true;
        })
        .findFirst()
        .orElseThrow();
  }

  private static boolean stands(int mask, Reading reading) {
    return reading.encoding().pieces().stream().mapToInt(Piece::id).anyMatch(id -> id == mask);
  }

  private void requireAny() {
    if (there.isEmpty()) {
      throw new RequestException(
          "",
          "ablate: the model must guess masked pieces, give classes, tags or answers, or embed"
              + " sentences; %s does none of it".formatted(model()));
    }
  }

  private String joined(String word) {
    List<String> names = there.stream().map(MeasureChoice::name).toList();
    int last = names.size() - 1;
    return last == 0
        ? names.getFirst()
        : String.join(", ", names.subList(0, last)) + " " + word + " " + names.get(last);
  }

  private String model() {
    return Visible.text(model.name());
  }

  static String name(Enum<?> measure) {
    return measure.name().toLowerCase(Locale.ROOT);
  }
}
