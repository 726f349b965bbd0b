package io.blick.models.encoder;

import io.blick.models.format.json.ConfigFile;
import io.blick.models.text.TextHead.ClassKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The names of classes and tags in config.json, and what their logits mean. */
final class Labels {
  private static final String NAMES = "id2label";
  private static final String TYPE = "problem_type";
  private static final String SINGLE = "single_label_classification";
  private static final String MULTI = "multi_label_classification";
  private static final String REGRESSION = "regression";

  private Labels() {}

  /**
   * Returns the names of the rows of a classifier; LABEL_0 and so on if the file has none.
   *
   * @param rows the number of the classifier's rows
   * @throws io.blick.models.format.FormatException if the names are not texts or whole numbers, one
   *     for each number from 0 to rows − 1
   */
  static List<String> of(ConfigFile file, int rows) {
    if (!file.has(NAMES)) {
      return IntStream.range(0, rows).mapToObj(i -> "LABEL_" + i).toList();
    }
    ConfigFile names = file.object(NAMES);
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      String row = String.valueOf(i);
      Optional<String> label = names.name(row);
      if (label.isEmpty() || names.keys().size() != rows) {
        throw file.wrong(
            NAMES,
            "must have a text for each row of the classifier, from 0 to %d".formatted(rows - 1));
      }
      labels.add(label.get());
    }
    return List.copyOf(labels);
  }

  /**
   * Returns what the logits of a classifier of texts mean: what problem_type says, or else scores
   * if there is one row, and one class if there are more.
   *
   * @throws io.blick.models.format.FormatException if problem_type is not known
   */
  static ClassKind kind(ConfigFile file, int rows) {
    if (!file.has(TYPE)) {
      return rows == 1 ? ClassKind.SCORE : ClassKind.ONE;
    }
    return switch (file.choice(TYPE, List.of(SINGLE, MULTI, REGRESSION))) {
      case MULTI -> ClassKind.MANY;
      case REGRESSION -> ClassKind.SCORE;
      default -> rows == 1 ? ClassKind.SCORE : ClassKind.ONE;
    };
  }
}
