package io.blick.lens.report.attribution;

import io.blick.lens.report.ablation.AblationRequest;
import io.blick.lens.text.Visible;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The sentences that say what the numbers of an {@link AttributionResult} are. */
final class AttributionSentences {
  /** From so many words on a correlation is shown without a warning. */
  private static final int MANY = 20;

  private static final String VARIATION =
      "½ Σ |p − q| over %s (total variation: 0 the same, 1 nothing in common)";

  private final AttributionResult result;

  AttributionSentences(AttributionResult result) {
    this.result = result;
  }

  /** Returns a choice as the command spells it. */
  static String name(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private String unit() {
    return switch (result.request().unit()) {
      case WORDS -> "word";
      case PIECES -> "piece";
    };
  }

  /** Returns the texts. */
  List<String> texts() {
    AblationRequest.Source source = result.request().source();
    String text = Visible.text(source.name());
    return switch (source) {
      case AblationRequest.Pair pair -> List.of(text, "second: " + Visible.text(pair.second()));
      case AblationRequest.Asked asked ->
        List.of(text, "question: " + Visible.text(asked.question()));
      case AblationRequest.Text _ -> List.of(text);
      case AblationRequest.Corpus _ -> List.of(text);
    };
  }

  /** Returns what was measured, and how. */
  String title() {
    return "%s by %s"
        .formatted(name(result.of()), name(result.request().by()).replace('-', ' ') + where());
  }

  private String where() {
    return result.request().layer().map(layer -> " in layer " + (layer + 1)).orElse("");
  }

  String model() {
    return "%s · %d layers × %d heads · by %ss"
        .formatted(Visible.text(result.model()), result.layers(), result.heads(), unit());
  }

  /** Returns what is done to each word. */
  String method() {
    String layers = result
        .request()
        .layer()
        .map(layer -> "of layer %d alone".formatted(layer + 1))
        .orElse("of all layers");
    return switch (result.request().by()) {
      case VALUE_ZEROING ->
        ("Of each %s in turn the value vectors are zero in the attention %s; all weights stay as"
                + " they are (Mohebbi et al. 2023).")
            .formatted(unit(), layers);
      case OCCLUSION ->
        "Each piece of each %s in turn is replaced by %s (Zeiler & Fergus 2014; Li et al. 2016)."
            .formatted(unit(), Visible.text(result.hider().orElse("")));
    };
  }

  /** Returns what the distance is, and the change. */
  String distance() {
    return switch (result.of()) {
      case GUESSES ->
        "Distance is %s at the mask, the mean if there are several; change is that of the"
                .formatted(VARIATION.formatted("the vocabulary"))
            + " probability of the first guess.";
      case LOSS ->
        "Distance is the mean of |change of −ln p| over the pieces of the other %ss, each masked in"
                .formatted(unit())
            + " turn, in nats; change is the mean of the changes: above 0 the model guesses worse.";
      case CLASS -> classes();
      case TAGS ->
        "Distance is %s of a word, the mean over the other words."
            .formatted(VARIATION.formatted("the tags"));
      case ANSWER ->
        "Distance is %s, the same over where it may end, and the mean of both; change is that of"
                .formatted(VARIATION.formatted("where the answer may begin"))
            + " the probability of the best answer.";
      case EMBEDDING -> "Distance is 1 − cosine of the vectors: 0 the same direction.";
      case MIXING -> mixing();
    };
  }

  private String classes() {
    return switch (result.kind().orElse("")) {
      case "one" ->
        "Distance is %s; change is that of the probability of the first class."
            .formatted(VARIATION.formatted("the classes"));
      case "many" ->
        "Distance is the mean of |p − q| over the classes (0 the same, 1 the most); change is that"
            + " of the probability of the first class.";
      default ->
        "Distance is |x − y| of the number before and after (the mean, if there are several);"
            + " change is that of the first number.";
    };
  }

  /** Returns how to read the map, without its row sums. */
  String mixing() {
    return "Rows are mixed into, columns are mixed in: 1 − cosine of what the layer gives for the"
        + " row with and without the values of the column, divided by the sum of the row"
        + (result.request().layer().isPresent() || result.layers() == 1
            ? ""
            : "; the maps of all layers, multiplied from layer 1 on")
        + " (Mohebbi et al. 2023)";
  }

  /** Returns what the numbers of attention are. */
  String attention() {
    return ("Attention is the mean weight on the %s over all heads and layers, rollout its share in"
            + " the rollout over all layers (Abnar & Zuidema 2020), both from %s, in the pass of"
            + " the whole text.")
        .formatted(unit(), from());
  }

  private String from() {
    return switch (result.of()) {
      case GUESSES -> "the mask, where the guesses are read";
      case LOSS -> "the pieces of the other %ss".formatted(unit());
      case CLASS -> "the first piece, where the classes are read";
      case TAGS -> "the other words, where the tags are read";
      case ANSWER -> "the pieces among which the answer is looked for";
      case EMBEDDING -> "the pieces that the vector is made of";
      case MIXING -> "all pieces of the text";
    };
  }

  /** Returns the correlation with attention. */
  String correlation() {
    Correlation correlation = result.correlation();
    String words =
        correlation.words() == 1 ? "1 " + unit() : correlation.words() + " " + unit() + "s";
    Optional<String> few =
        correlation.words() < MANY ? Optional.of("; so few say little") : Optional.empty();
    return ("%s over %s: with attention %s, with rollout" + " %s%s.")
        .formatted(
            correlated(),
            words,
            AttributionTables.signed(correlation.attention()),
            AttributionTables.signed(correlation.rollout()),
            few.orElse(""));
  }

  private String correlated() {
    return switch (result.of()) {
      case MIXING ->
        "Spearman's rank correlation of the mean of a column over all words, with the mean weight"
            + " on that word and its share in the rollout, from all pieces of the text,";
      case GUESSES, LOSS, CLASS, TAGS, ANSWER, EMBEDDING ->
        "Spearman's rank correlation of the distance";
    };
  }

  /** Returns how not to read the numbers. */
  String caution() {
    return switch (result.request().by()) {
      case VALUE_ZEROING ->
        "This is not the truth about what matters: without its values a word still reaches the"
            + " output by its residual connection and by the weights that it draws, and the model"
            + " was not trained on zeros.";
      case OCCLUSION ->
        "This is not the truth about what matters: a text with a hidden word is another text, one"
            + " that the model was hardly trained on, and two words that say the same hide each"
            + " other's effect.";
    };
  }
}
