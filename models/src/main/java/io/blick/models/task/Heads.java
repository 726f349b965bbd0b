package io.blick.models.task;

import io.blick.models.format.Escaped;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import java.util.List;

/** The heads of a model, as a sentence names them. */
final class Heads {
  private Heads() {}

  /**
   * Returns the head that a task needs.
   *
   * @param needed the head's name, with which the error says what is missing
   * @throws IllegalArgumentException if the model does not have it; the message names those it has
   */
  static <H extends TextHead> H required(
      String operation, TextModel model, Class<H> kind, String needed) {
    return model
        .head(kind)
        .orElseThrow(() -> new IllegalArgumentException("%s: the model must have %s; %s has %s"
            .formatted(operation, needed, Escaped.text(model.name()), all(model.textHeads()))));
  }

  private static String all(List<TextHead> heads) {
    List<String> names = heads.stream().map(Heads::name).toList();
    if (names.isEmpty()) {
      return "none of any kind";
    }
    int last = names.size() - 1;
    return last == 0
        ? names.getFirst()
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  private static String name(TextHead head) {
    return switch (head) {
      case TextHead.Pooler _ -> "a pooler";
      case TextHead.MaskedHead _ -> "a masked-language head";
      case TextHead.SentenceHead _ -> "a sentence embedding";
      case TextHead.ClassHead _ -> "a classifier";
      case TextHead.TagHead _ -> "a tagger";
      case TextHead.AnswerHead _ -> "a head for answers";
      case TextHead.NextSentenceHead _ -> "a next-sentence head";
      case TextHead.ReplacedHead _ -> "a head for replaced pieces";
    };
  }
}
