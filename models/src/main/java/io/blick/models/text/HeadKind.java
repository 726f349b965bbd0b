package io.blick.models.text;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The kinds of heads, as sentences name them. */
enum HeadKind {
  POOLER(TextHead.Pooler.class, "pooler", saved("BertModel")),
  MASKED(TextHead.MaskedHead.class, "masked-language head", saved("BertForMaskedLM")),
  NEXT_PIECE(TextHead.NextPieceHead.class, "next-piece head", saved("LlamaForCausalLM")),
  SENTENCE(
      TextHead.SentenceHead.class,
      "sentence embedding",
      "a modules.json with a Pooling makes one: in Python, from sentence_transformers import"
          + " SentenceTransformer; SentenceTransformer('THIS').save('NEW') writes the mean of the"
          + " pieces as its pooling"),
  CLASSES(TextHead.ClassHead.class, "classifier", saved("BertForSequenceClassification")),
  TAGS(TextHead.TagHead.class, "tagger", saved("BertForTokenClassification")),
  ANSWERS(TextHead.AnswerHead.class, "head for answers", saved("BertForQuestionAnswering")),
  NEXT(
      TextHead.NextSentenceHead.class,
      "next-sentence head",
      saved("BertForNextSentencePrediction")),
  REPLACED(TextHead.ReplacedHead.class, "head for replaced pieces", saved("ElectraForPreTraining"));

  private final Class<? extends TextHead> type;
  private final String noun;
  private final String advice;

  HeadKind(Class<? extends TextHead> type, String noun, String advice) {
    this.type = type;
    this.noun = noun;
    this.advice = advice;
  }

  private static String saved(String example) {
    return "name one that was saved with it, as by a class like %s of transformers"
        .formatted(example);
  }

  static HeadKind of(Class<? extends TextHead> type) {
    return Arrays.stream(values())
        .filter(kind -> kind.type.isAssignableFrom(type))
        .findFirst()
        .orElseThrow();
  }

  /** Returns what to do where a model has none and nothing is known of why. */
  String advice() {
    return advice;
  }

  /** Returns the name with its article. */
  String one() {
    return "a " + noun;
  }

  /** Returns the names of heads, each with its article. */
  static String all(List<TextHead> heads) {
    return heads.isEmpty()
        ? "none of any kind"
        : joined(heads.stream().map(head -> of(head.getClass()).one()).toList());
  }

  /** Returns what begins a sentence on heads that are absent. */
  static String none(Set<Class<? extends TextHead>> kinds) {
    return joined(Arrays.stream(values())
        .filter(kind -> kinds.contains(kind.type))
        .map(kind -> "no " + kind.noun)
        .toList());
  }

  private static String joined(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.getFirst()
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }
}
