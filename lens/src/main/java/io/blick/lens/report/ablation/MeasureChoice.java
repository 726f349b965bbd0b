package io.blick.lens.report.ablation;

import io.blick.lens.ablation.output.OutputMeasure;
import io.blick.lens.argument.Required;
import io.blick.lens.report.RequestException;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.Reading;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The choice of what is measured, where a model has several heads, and how it is measured. */
public final class MeasureChoice {
  private static final String OPERATION = "ablate";
  private static final String FIELD = "of";

  private final String operation;
  private final TextModel model;
  private final List<AblationMeasure> there;

  private MeasureChoice(String operation, TextModel model) {
    this.operation = operation;
    this.model = model;
    this.there = all(model);
  }

  /**
   * Returns what is measured: what a request names, or else what its texts and the model's heads
   * suggest.
   *
   * @param operation with which an error begins
   * @param of what the request names
   * @param source its texts
   * @param reading the same as the model reads them
   * @throws RequestException if the model lacks the head, or if a question is missing
   */
  public static AblationMeasure of(
      String operation,
      TextModel model,
      Optional<AblationMeasure> of,
      AblationRequest.Source source,
      Reading reading) {
    Required.of(OPERATION, "operation", operation);
    Required.of(operation, "model", model);
    Required.of(operation, "measure", of);
    Required.of(operation, "source", source);
    Required.of(operation, "text", reading);
    var choice = new MeasureChoice(operation, model);
    return of.map(choice::asked).orElseGet(() -> switch (source) {
      case AblationRequest.Pair _ -> choice.needed("second", AblationMeasure.CLASS);
      case AblationRequest.Asked _ -> choice.needed("question", AblationMeasure.ANSWER);
      case AblationRequest.Text _ -> choice.suggested(reading);
      case AblationRequest.Corpus _ -> AblationMeasure.LOSS;
    });
  }

  /**
   * Checks that what is measured suits the texts of a request.
   *
   * @param operation with which the error begins
   * @throws IllegalArgumentException if it does not
   */
  public static void check(
      String operation, AblationRequest.Source source, AblationMeasure measure) {
    Required.of(OPERATION, "operation", operation);
    Required.of(operation, "source", source);
    String name = name(Required.of(operation, "measure", measure));
    Optional<String> wrong = switch (source) {
      case AblationRequest.Corpus _ ->
        only(AblationMeasure.LOSS, measure, "of a corpus only its loss is measured; got " + name);
      case AblationRequest.Pair _ ->
        only(AblationMeasure.CLASS, measure, "of a pair only its class is measured; got " + name);
      case AblationRequest.Asked _ ->
        only(
            AblationMeasure.ANSWER,
            measure,
            "of a question only its answer is measured; got " + name);
      case AblationRequest.Text _ ->
        measure == AblationMeasure.ANSWER
            ? Optional.of("an answer needs a question; got a text alone")
            : Optional.empty();
    };
    wrong.ifPresent(sentence -> {
      throw new IllegalArgumentException(operation + ": " + sentence);
    });
  }

  private static Optional<String> only(
      AblationMeasure only, AblationMeasure measure, String sentence) {
    return measure == only ? Optional.empty() : Optional.of(sentence);
  }

  /**
   * Reads the texts of a request, a question before the text that has its answer.
   *
   * @param operation with which an error of a caller begins
   * @throws RequestException if a question has no piece of its own
   * @throws IllegalArgumentException if it is a corpus, which is not one text
   */
  public static Reading read(String operation, TextModel model, AblationRequest.Source source) {
    Required.of(OPERATION, "operation", operation);
    Required.of(operation, "model", model);
    return switch (Required.of(operation, "source", source)) {
      case AblationRequest.Text(String text) -> Reading.of(model, text);
      case AblationRequest.Pair(String text, String second) ->
        Reading.of(model, List.of(text, second));
      case AblationRequest.Asked(String text, String question) -> {
        checkQuestion(model, question);
        yield Reading.of(model, List.of(question, text));
      }
      case AblationRequest.Corpus _ ->
        throw new IllegalArgumentException(operation + ": one text is read; got a corpus");
    };
  }

  // The reading calls its first text the text, and the first is the question here.
  private static void checkQuestion(TextModel model, String question) {
    if (model.tokenizer().encode(question).pieces().stream()
        .noneMatch(Piece.InText.class::isInstance)) {
      throw new RequestException("question", "must have a piece of its own; got none");
    }
  }

  /**
   * Returns how what a model says by another head than the masked one is measured.
   *
   * @param measure one that the model has, neither guesses nor loss
   * @throws io.blick.lens.trace.TextException if the text is too long for it
   */
  public static OutputMeasure<?> output(TextModel model, AblationMeasure measure, Reading reading) {
    Required.of(OPERATION, "model", model);
    Required.of(OPERATION, "measure", measure);
    Required.of(OPERATION, "text", reading);
    return switch (measure) {
      case CLASS -> OutputMeasure.classes(head(model, TextHead.ClassHead.class));
      case TAGS -> OutputMeasure.tags(head(model, TextHead.TagHead.class), reading);
      case ANSWER -> OutputMeasure.answers(head(model, TextHead.AnswerHead.class), reading);
      case EMBEDDING -> OutputMeasure.vectors(head(model, TextHead.SentenceHead.class), reading);
      case GUESSES, LOSS ->
        throw new IllegalArgumentException(
            "ablate: guesses and losses are measured at masked pieces; got " + name(measure));
    };
  }

  private static <H extends TextHead> H head(TextModel model, Class<H> kind) {
    return model.head(kind).orElseThrow();
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

  /**
   * Returns the kinds of heads of which a request needs one.
   *
   * @param of what the request names
   * @param source its texts
   */
  public static Set<Class<? extends TextHead>> heads(
      Optional<AblationMeasure> of, AblationRequest.Source source) {
    Required.of(OPERATION, "measure", of);
    Required.of(OPERATION, "source", source);
    return of.map(measure -> Stream.of(measure))
        .orElseGet(() -> switch (source) {
          case AblationRequest.Pair _ -> Stream.of(AblationMeasure.CLASS);
          case AblationRequest.Asked _ -> Stream.of(AblationMeasure.ANSWER);
          case AblationRequest.Corpus _ -> Stream.of(AblationMeasure.LOSS);
          case AblationRequest.Text _ -> Arrays.stream(AblationMeasure.values());
        })
        .map(MeasureChoice::head)
        .collect(Collectors.toSet());
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
    requireAny(measure);
    if (!there.contains(measure)) {
      throw new RequestException(
          FIELD,
          "must be %s in %s; got %s%s"
              .formatted(joined("or"), model(), name(measure), why(List.of(measure))));
    }
    return measure;
  }

  private AblationMeasure needed(String field, AblationMeasure measure) {
    requireAny(measure);
    if (!there.contains(measure)) {
      throw new RequestException(
          field,
          "needs a model that has %s; %s has %s%s"
              .formatted(name(measure), model(), joined("and"), why(List.of(measure))));
    }
    return measure;
  }

  private AblationMeasure suggested(Reading reading) {
    requireAny(AblationMeasure.values());
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

  private void requireAny(AblationMeasure... wanted) {
    if (there.isEmpty()) {
      throw new RequestException(
          "",
          ("%s: the model must guess masked pieces, give classes, tags or answers, or embed"
                  + " sentences; %s does none of it%s")
              .formatted(operation, model(), why(List.of(wanted))));
    }
  }

  /** Returns the end of a sentence: why the model has no heads for this, as far as it is known. */
  private String why(List<AblationMeasure> measures) {
    return measures.stream()
        .flatMap(measure -> model.whyAbsent(head(measure)).stream())
        .distinct()
        .map(reason -> "; " + reason)
        .collect(Collectors.joining());
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
