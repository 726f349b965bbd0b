package io.blick.models.bert;

import io.blick.models.format.TensorFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a file has and {@link Bert} does not compute with, in sentences. Passed over are weights
 * that no answer depends on: numbers of positions, the head that tells whether a sentence follows
 * another (it comes with every pretrained BERT), and what an optimizer kept.
 */
final class UnusedWeights {
  private static final Pattern HARMLESS = Pattern.compile(
      "(?:.*\\.)?embeddings\\.(?:position_ids|token_type_ids)|(?:.*\\.)?cls\\.seq_relationship\\..*"
          + "|(?:optimizer|lr_scheduler|scheduler)\\..*|.*[./](?:adam_[mv]|exp_avg|exp_avg_sq)"
          + "|global_step");
  private static final List<String> WHOLE =
      List.of("BertModel", "BertForMaskedLM", "BertForPreTraining", "BertLMHeadModel");
  private static final Map<String, String> HEADS = Map.of(
      "BertForSequenceClassification", "classes are not done yet",
      "BertForTokenClassification", "tags are not done yet",
      "BertForQuestionAnswering", "answers are not done yet",
      "BertForMultipleChoice", "choices are not done yet",
      "BertForNextSentencePrediction", "whether a sentence follows another is not done yet");

  private final TensorFile file;
  private final BertWeightNames names;
  private final int layers;
  private final List<String> unused;

  UnusedWeights(TensorFile file, BertWeightNames names, int layers) {
    this.file = file;
    this.names = names;
    this.layers = layers;
    this.unused = file.names().stream()
        .filter(name -> !names.used().contains(name))
        .filter(name -> !HARMLESS.matcher(name).matches())
        .toList();
  }

  /** Returns one sentence for each thing that is left over: heads, layers, other weights. */
  List<String> notes(List<String> architectures) {
    List<String> notes = new ArrayList<>();
    List<String> rest = new ArrayList<>(unused);
    names.undecoded().ifPresent(decoder -> {
      notes.add(
          "nothing can be guessed: tie_word_embeddings is false, and the file has no " + decoder);
      rest.removeIf(name -> name.startsWith(decoder.replace("decoder.weight", "")));
    });
    List<String> beyond = rest.stream().filter(this::isBeyond).toList();
    rest.removeAll(beyond);
    head(architectures, rest).ifPresent(notes::add);
    if (!beyond.isEmpty()) {
      notes.add("num_hidden_layers is %d, and the file has more: %s not used"
          .formatted(layers, counted(beyond)));
    }
    if (!rest.isEmpty()) {
      notes.add("the file has weights that no part of a BERT computes with: %s not used"
          .formatted(counted(rest)));
    }
    return notes;
  }

  /** Says which head is not done, and takes its weights out of the rest. */
  private Optional<String> head(List<String> architectures, List<String> rest) {
    List<String> weights = rest.stream()
        .filter(name -> names.body().isEmpty()
            ? !name.startsWith("encoder.") && !name.startsWith("embeddings.")
            : !name.startsWith(names.body()))
        .toList();
    Optional<String> other =
        architectures.stream().filter(name -> !WHOLE.contains(name)).findFirst();
    Optional<String> known =
        weights.stream().flatMap(name -> kind(name).stream()).findFirst();
    if (other.isEmpty() && known.isEmpty()) {
      return Optional.empty();
    }
    rest.removeAll(weights);
    String who = other.orElse("the file");
    String what = known.map(kind -> who + " has " + kind).orElse(who + ": its head is not known");
    String why = other.map(HEADS::get).orElse("heads of this kind are not done yet");
    String lost = weights.isEmpty() ? "" : "; %s not used".formatted(counted(weights));
    return Optional.of("%s; %s%s".formatted(what, why, lost));
  }

  /** Returns what head a weight belongs to, if that is known. */
  private Optional<String> kind(String name) {
    boolean classifier = name.matches("(?:.*\\.)?classifier\\.weight");
    boolean answers = name.matches("(?:.*\\.)?qa_outputs\\.weight");
    if (!classifier && !answers) {
      return Optional.empty();
    }
    // The sizes alone: of a type that is not read there is no tensor.
    List<Integer> sizes = file.sizes(name);
    if (sizes.size() != 2) {
      return Optional.empty();
    }
    int labels = sizes.getFirst();
    return Optional.of(
        classifier
            ? "a classifier of %d label%s".formatted(labels, labels == 1 ? "" : "s")
            : "a head that marks where an answer begins and ends");
  }

  private boolean isBeyond(String name) {
    String at = names.body() + "encoder.layer.";
    if (!name.startsWith(at)) {
      return false;
    }
    String number = name.substring(at.length()).split("\\.", 2)[0];
    return number.matches("\\d{1,9}") && Integer.parseInt(number) >= layers;
  }

  private static String counted(List<String> names) {
    return names.size() == 1
        ? names.getFirst() + " is"
        : "%s and %d more are".formatted(names.getFirst(), names.size() - 1);
  }
}
