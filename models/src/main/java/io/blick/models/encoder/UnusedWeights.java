package io.blick.models.encoder;

import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.format.TensorFile;
import io.blick.models.text.ModelNote;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextHead.AnswerHead;
import io.blick.models.text.TextHead.ClassHead;
import io.blick.models.text.TextHead.MaskedHead;
import io.blick.models.text.TextHead.TagHead;
import io.blick.models.weights.Adapter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The weights of a file that an encoder does not use, described in sentences. Weights that no
 * result depends on are left out: indices of positions, a next-sentence head without the pooler
 * that it stands on, and the state of an optimizer.
 */
final class UnusedWeights {
  private static final Pattern HARMLESS = Pattern.compile(
      "(?:.*\\.)?embeddings\\.(?:position_ids|token_type_ids)|(?:.*\\.)?cls\\.seq_relationship\\..*"
          + "|(?:optimizer|lr_scheduler|scheduler)\\..*|.*[./](?:adam_[mv]|exp_avg|exp_avg_sq)"
          + "|global_step");
  private static final Map<HeadClass, String> HEADS =
      Map.of(HeadClass.CHOICES, "choices are not supported yet");

  private static final Set<Class<? extends TextHead>> TASKS =
      Set.of(ClassHead.class, TagHead.class, AnswerHead.class);

  private final TensorFile file;
  private final EncoderPlan plan;
  private final WeightPrefix at;
  private final List<String> unused;

  /** A head that is not used, and the kinds of which it may be. */
  private record Seen(String what, Set<Class<? extends TextHead>> kinds) {}

  /**
   * Looks for them.
   *
   * @param used the weights that are used
   * @param told whether a weight is a part of a head of which it is said why it is absent
   */
  UnusedWeights(
      TensorFile file,
      EncoderPlan plan,
      WeightPrefix at,
      Set<String> used,
      Predicate<String> told) {
    this.file = file;
    this.plan = plan;
    this.at = at;
    this.unused = file.names().stream()
        .filter(name -> !used.contains(name))
        .filter(told.negate())
        .filter(name -> !HARMLESS.matcher(name).matches())
        .toList();
  }

  /**
   * Checks that none of them is in the embeddings or in a layer that is computed: whoever trained
   * the model computed with it, and got other numbers.
   *
   * @throws FormatException if one is
   */
  void requireNoneWithin() {
    List<String> within =
        unused.stream().filter(name -> isOfEncoder(name) && !isBeyond(name)).toList();
    if (!within.isEmpty()) {
      boolean adapter = within.stream().anyMatch(Adapter::isPart);
      String first = Escaped.text(within.getFirst());
      String more = within.size() == 1 ? "" : " and %d more".formatted(within.size() - 1);
      throw new FormatException(
          plan.names().model(),
          file.path(),
          0,
          "embeddings and layers must have no weights but those of %s; got %s%s, %s"
              .formatted(
                  plan.names().title(),
                  first,
                  more,
                  adapter
                      ? Adapter.UNMERGED
                      : "which other layers compute with; take out what the model was not trained"
                          + " with"));
    }
  }

  /**
   * Returns one sentence each for a head that cannot be used, surplus layers, and other weights.
   *
   * @param architectures the classes that config.json names
   * @param missingDecoder the name of the decoder that a head lacks, if it lacks one
   */
  List<ModelNote> notes(List<String> architectures, Optional<String> missingDecoder) {
    List<ModelNote> notes = new ArrayList<>();
    List<String> rest = new ArrayList<>(unused);
    missingDecoder.ifPresent(decoder -> {
      String why = "tie_word_embeddings is false, and the file has no " + decoder;
      notes.add(new ModelNote("nothing can be guessed: " + why, Set.of(MaskedHead.class), why));
      rest.removeIf(name -> name.startsWith(at.heads() + plan.heads().masked().root()));
    });
    List<String> beyond = rest.stream().filter(this::isBeyond).toList();
    rest.removeAll(beyond);
    head(architectures, rest).ifPresent(notes::add);
    if (!beyond.isEmpty()) {
      notes.add(ModelNote.of(
          "the file has layers beyond the num_hidden_layers of config.json, %d: %s not used"
              .formatted(plan.sizes().layers(), counted(beyond))));
    }
    if (!rest.isEmpty()) {
      notes.add(ModelNote.of("the file has weights that no part of %s computes with: %s not used"
          .formatted(plan.names().title(), counted(rest))));
    }
    return notes;
  }

  /** Returns a sentence on a head that is not used, and removes its weights from {@code rest}. */
  private Optional<ModelNote> head(List<String> architectures, List<String> rest) {
    List<String> weights = rest.stream().filter(this::isOfHead).toList();
    Optional<String> other =
        architectures.stream().filter(name -> !isSupported(name)).findFirst();
    Optional<Seen> known = weights.stream().flatMap(name -> kind(name).stream()).findFirst();
    if (other.isEmpty() && known.isEmpty()) {
      return Optional.empty();
    }
    rest.removeAll(weights);
    String sentence = sentence(architectures, weights, other, known.map(Seen::what));
    return Optional.of(new ModelNote(sentence, known.map(Seen::kinds).orElse(TASKS), sentence));
  }

  private String sentence(
      List<String> architectures,
      List<String> weights,
      Optional<String> other,
      Optional<String> known) {
    String lost = weights.isEmpty() ? "" : "; %s not used".formatted(counted(weights));
    if (other.isPresent() && !other.get().startsWith(plan.names().classes())) {
      return "architectures of config.json must name classes of %s; got %s%s"
          .formatted(plan.names().title(), other.get(), lost);
    }
    String who = other.orElse("the file");
    String what = known.map(kind -> who + " has " + kind).orElse(who + ": its head is not known");
    String why = other.map(this::reason).orElseGet(() -> unfit(architectures));
    return "%s; %s%s".formatted(what, why, lost);
  }

  private boolean isOfHead(String name) {
    return at.encoder().isEmpty() ? !isOfEncoder(name) : !name.startsWith(at.encoder());
  }

  private boolean isOfEncoder(String name) {
    return name.startsWith(at.encoder() + plan.names().stack())
        || name.startsWith(at.encoder() + "embeddings.");
  }

  private boolean isSupported(String architecture) {
    return HeadClass.of(plan.names().classes(), architecture)
        .filter(kind -> !HEADS.containsKey(kind))
        .isPresent();
  }

  private String reason(String architecture) {
    return HeadClass.of(plan.names().classes(), architecture)
        .map(HEADS::get)
        .orElse("heads of this kind are not supported yet");
  }

  private static String unfit(List<String> architectures) {
    return architectures.isEmpty()
        ? "architectures of config.json must name the class that it belongs to"
        : "it is none that %s computes with".formatted(architectures.getFirst());
  }

  /** Returns the kind of head that a weight belongs to, if known. */
  private Optional<Seen> kind(String name) {
    boolean classifier = name.matches("(?:.*\\.)?classifier\\.(?:out_proj\\.)?weight");
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
            ? new Seen(
                "a classifier of %d label%s".formatted(labels, labels == 1 ? "" : "s"),
                Set.of(ClassHead.class, TagHead.class))
            : new Seen(
                "a head that marks where an answer begins and ends", Set.of(AnswerHead.class)));
  }

  private boolean isBeyond(String name) {
    String layers = at.encoder() + plan.names().layers();
    if (!name.startsWith(layers)) {
      return false;
    }
    String number = name.substring(layers.length()).split("\\.", 2)[0];
    return number.matches("\\d{1,9}")
        && Integer.parseInt(number) >= plan.sizes().layers();
  }

  private static String counted(List<String> names) {
    return names.size() == 1
        ? names.getFirst() + " is"
        : "%s and %d more are".formatted(names.getFirst(), names.size() - 1);
  }
}
