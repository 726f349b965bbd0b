package io.blick.models.bert;

import io.blick.models.format.TensorFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The weights of a file that {@link Bert} does not use, described in sentences. Weights that no
 * result depends on are left out: indices of positions, the next-sentence head (which every
 * pretrained BERT has), and the state of an optimizer.
 */
final class UnusedWeights {
  private static final Pattern HARMLESS = Pattern.compile(
      "(?:.*\\.)?embeddings\\.(?:position_ids|token_type_ids)|(?:.*\\.)?cls\\.seq_relationship\\..*"
          + "|(?:optimizer|lr_scheduler|scheduler)\\..*|.*[./](?:adam_[mv]|exp_avg|exp_avg_sq)"
          + "|global_step");
  private static final List<String> SUPPORTED =
      List.of("BertModel", "BertForMaskedLM", "BertForPreTraining", "BertLMHeadModel");
  private static final Map<String, String> HEADS = Map.of(
      "BertForSequenceClassification", "classes are not supported yet",
      "BertForTokenClassification", "tags are not supported yet",
      "BertForQuestionAnswering", "answers are not supported yet",
      "BertForMultipleChoice", "choices are not supported yet",
      "BertForNextSentencePrediction", "whether a sentence follows another is not supported yet");

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

  /** Returns one sentence each for an unsupported head, surplus layers, and other weights. */
  List<String> notes(List<String> architectures) {
    List<String> notes = new ArrayList<>();
    List<String> rest = new ArrayList<>(unused);
    names.missingDecoder().ifPresent(decoder -> {
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

  /** Returns a sentence on an unsupported head, and removes its weights from {@code rest}. */
  private Optional<String> head(List<String> architectures, List<String> rest) {
    List<String> weights = rest.stream()
        .filter(name -> names.encoderPrefix().isEmpty()
            ? !name.startsWith("encoder.") && !name.startsWith("embeddings.")
            : !name.startsWith(names.encoderPrefix()))
        .toList();
    Optional<String> other =
        architectures.stream().filter(name -> !SUPPORTED.contains(name)).findFirst();
    Optional<String> known =
        weights.stream().flatMap(name -> kind(name).stream()).findFirst();
    if (other.isEmpty() && known.isEmpty()) {
      return Optional.empty();
    }
    rest.removeAll(weights);
    String who = other.orElse("the file");
    String what = known.map(kind -> who + " has " + kind).orElse(who + ": its head is not known");
    String why = other.map(HEADS::get).orElse("heads of this kind are not supported yet");
    String lost = weights.isEmpty() ? "" : "; %s not used".formatted(counted(weights));
    return Optional.of("%s; %s%s".formatted(what, why, lost));
  }

  /** Returns the kind of head that a weight belongs to, if known. */
  private Optional<String> kind(String name) {
    boolean classifier = name.matches("(?:.*\\.)?classifier\\.weight");
    boolean answers = name.matches("(?:.*\\.)?qa_outputs\\.weight");
    if (!classifier && !answers) {
      return Optional.empty();
    }
    // Only the sizes: a type that is not read gives no tensor.
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
    String at = names.encoderPrefix() + "encoder.layer.";
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
