package io.blick.models.encoder;

import io.blick.core.nn.Activation;
import io.blick.core.nn.Linear;
import io.blick.models.encoder.HeadNames.Classes;
import io.blick.models.format.FormatException;
import io.blick.models.format.TensorFile;
import io.blick.models.format.json.ConfigFile;
import io.blick.models.text.ModelNote;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextHead.AnswerHead;
import io.blick.models.text.TextHead.ClassHead;
import io.blick.models.text.TextHead.MaskedHead;
import io.blick.models.text.TextHead.NextSentenceHead;
import io.blick.models.text.TextHead.ReplacedHead;
import io.blick.models.text.TextHead.TagHead;
import io.blick.models.weights.OpenWeights;
import io.blick.models.weights.WeightSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds the output layers that a folder has: by the names of their weights and, where two kinds are
 * called alike, by the class that config.json names. One that is damaged, or that config.json
 * describes wrongly, is absent, and the others are not: most of what a model is asked needs none.
 */
final class HeadReader {
  private final EncoderPlan plan;
  private final ConfigFile config;
  private final WeightPrefix at;
  private final int pieces;
  private final TensorFile file;
  private final Map<Class<? extends TextHead>, String> absent = new LinkedHashMap<>();

  /**
   * Begins to read.
   *
   * @param plan the encoder
   * @param config config.json
   * @param at what the names of weights begin with
   * @param pieces number of pieces in the vocabulary; further rows of a decoder are never predicted
   * @param file the weights
   */
  HeadReader(EncoderPlan plan, ConfigFile config, WeightPrefix at, int pieces, TensorFile file) {
    this.plan = plan;
    this.config = config;
    this.at = at;
    this.pieces = pieces;
    this.file = file;
  }

  /** Returns the heads, without those that were found to be absent before. */
  List<TextHead> read(WeightSource weights, OpenWeights open) {
    List<TextHead> heads = new ArrayList<>();
    Optional<FirstPiece> pooler = whole(TextHead.Pooler.class, () -> pooler(weights, open));
    pooler.ifPresent(first -> heads.add(new Heads.Pooler(open, first)));
    whole(MaskedHead.class, () -> masked(weights, open)).ifPresent(heads::add);
    whole(ClassHead.class, () -> classes(weights, open, pooler)).ifPresent(heads::add);
    whole(TagHead.class, () -> tags(weights, open)).ifPresent(heads::add);
    whole(AnswerHead.class, () -> answers(weights, open)).ifPresent(heads::add);
    whole(NextSentenceHead.class, () -> next(weights, open, pooler)).ifPresent(heads::add);
    whole(ReplacedHead.class, () -> replaced(weights, open)).ifPresent(heads::add);
    return heads;
  }

  private <T> Optional<T> whole(Class<? extends TextHead> kind, Supplier<Optional<T>> head) {
    if (absent.containsKey(kind)) {
      return Optional.empty();
    }
    try {
      Optional<T> found = head.get();
      if (found.isEmpty()) {
        requireNoneMissing(kind);
      }
      return found;
    } catch (FormatException damaged) {
      absent.put(kind, damaged.reason());
      return Optional.empty();
    }
  }

  /**
   * Checks that a head that is not found lacks no weight by which it would be: the class that
   * config.json names has its layers, and no layer has a bias alone.
   */
  private void requireNoneMissing(Class<? extends TextHead> kind) {
    boolean named = namedBy(kind).filter(this::isNamed).isPresent();
    if (!named && namedBy(kind).isPresent() && !nothingIsNamed()) {
      return;
    }
    plan.heads()
        .layers(kind)
        .map(layer -> before(kind) + layer)
        .filter(layer -> named || file.names().contains(layer + ".bias"))
        .map(layer -> layer + ".weight")
        .filter(weight -> !file.names().contains(weight))
        .findFirst()
        .ifPresent(weight -> {
          throw new FormatException(plan.names().model(), file.path(), 0, weight + " is missing");
        });
  }

  /** Returns the class whose name in config.json tells a kind of head from one called alike. */
  private static Optional<HeadClass> namedBy(Class<? extends TextHead> kind) {
    if (kind == ClassHead.class) {
      return Optional.of(HeadClass.CLASSES);
    } else if (kind == TagHead.class) {
      return Optional.of(HeadClass.TAGS);
    }
    return kind == AnswerHead.class ? Optional.of(HeadClass.ANSWERS) : Optional.empty();
  }

  /** Returns a note on each reason why heads are absent. */
  List<ModelNote> notes() {
    return absent.values().stream()
        .distinct()
        .map(reason -> ModelNote.absent(kinds(reason), reason))
        .toList();
  }

  private Set<Class<? extends TextHead>> kinds(String reason) {
    return absent.keySet().stream()
        .filter(kind -> reason.equals(absent.get(kind)))
        .collect(Collectors.toSet());
  }

  /** Whether a weight is a part of a head that is absent. */
  boolean isOfAbsent(String weight) {
    return absent.keySet().stream()
        .flatMap(kind -> plan.heads().roots(kind).map(root -> before(kind) + root))
        .anyMatch(weight::startsWith);
  }

  private String before(Class<? extends TextHead> kind) {
    return kind == TextHead.Pooler.class ? at.encoder() : at.heads();
  }

  private int width() {
    return plan.sizes().width();
  }

  private boolean isNamed(HeadClass kind) {
    return kind.isNamed(plan.names().classes(), config.texts("architectures"));
  }

  private boolean nothingIsNamed() {
    return !HeadClass.anyIsNamed(plan.names().classes(), config.texts("architectures"));
  }

  /** Returns the number of rows of a layer, or 0 if there is no such layer for these inputs. */
  private int rows(String layer) {
    if (!file.names().contains(layer + ".weight")) {
      return 0;
    }
    List<Integer> sizes = file.sizes(layer + ".weight");
    return sizes.size() == 2 && sizes.get(1) == width() ? sizes.getFirst() : 0;
  }

  /** Returns the number of rows of a layer that config.json names, for whatever inputs it is. */
  private int namedRows(String layer) {
    if (!file.names().contains(layer + ".weight")) {
      return 0;
    }
    List<Integer> sizes = file.sizes(layer + ".weight");
    return sizes.isEmpty() ? 1 : sizes.getFirst();
  }

  private Optional<FirstPiece> pooler(WeightSource weights, OpenWeights open) {
    return plan.heads()
        .pooler()
        .filter(name -> weights.has(at.encoder() + name + ".weight"))
        .map(name -> pooler(weights, open, name));
  }

  private FirstPiece pooler(WeightSource weights, OpenWeights open, String name) {
    Linear layer = weights.linear(at.encoder() + name, width(), width());
    return new FirstPiece(new Dense(open.model(), Heads.POOLED, layer, Activation.TANH));
  }

  private Optional<TextHead> masked(WeightSource weights, OpenWeights open) {
    HeadNames.Masked names = plan.heads().masked();
    if (!weights.has(at.heads() + names.transform() + ".weight")
        || missingDecoder().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(new Heads.Masked(open, weights.later(() -> decoder(weights, open, names))));
  }

  /** Returns the name of the missing decoder, if the head is not tied and has none. */
  Optional<String> missingDecoder() {
    HeadNames.Masked names = plan.heads().masked();
    String decoder = at.heads() + names.decoder() + ".weight";
    return Optional.of(decoder)
        .filter(_ -> !plan.tied())
        .filter(_ -> file.names().contains(at.heads() + names.transform() + ".weight"))
        .filter(name -> !file.names().contains(name));
  }

  // A stored copy of the table is not read: in half precision it would be converted twice. The
  // decoder's bias is one parameter with two names; if both are stored and differ, that of the
  // linear layer is used.
  private Heads.Decoder decoder(WeightSource weights, OpenWeights open, HeadNames.Masked names) {
    int embedding = plan.sizes().embedding();
    String table = at.encoder() + EncoderNames.TABLE;
    String own = at.heads() + names.decoder() + ".weight";
    List<String> biases = names.biases().stream().map(bias -> at.heads() + bias).toList();
    String bias = biases.stream().filter(weights::has).findFirst().orElse(biases.getLast());
    weights.alias(own, table);
    biases.forEach(other -> weights.alias(other, bias));
    String weight = weights.has(own) && !weights.same(own, table) ? own : table;
    Linear transform = weights.linear(at.heads() + names.transform(), embedding, width());
    return new Heads.Decoder(
        new Dense(open.model(), Heads.MASKED, transform, names.activation()),
        weights.norm(at.heads() + names.norm(), embedding, names.epsilon()),
        weights.decoder(weight, bias, plan.sizes().vocabulary(), embedding, pieces));
  }

  private Optional<TextHead> classes(
      WeightSource weights, OpenWeights open, Optional<FirstPiece> pooler) {
    boolean named = isNamed(HeadClass.CLASSES);
    Classes names = plan.heads().classes();
    String output = at.heads() + names.output();
    int rows = named ? namedRows(output) : rows(output);
    if (rows == 0) {
      return Optional.empty();
    }
    Optional<FirstPiece> first = switch (names) {
      case Classes.OnPooler(String below, String _) ->
        named
            ? Optional.of(pooler.orElseGet(() -> damaged(weights, open, below)))
            : Optional.empty();
      case Classes.OnFirst(String dense, Activation activation, String _) ->
        Optional.of(at.heads() + dense)
            .filter(name -> named || (nothingIsNamed() && weights.has(name + ".weight")))
            .map(name -> weights.linear(name, width(), width()))
            .map(
                layer -> new FirstPiece(new Dense(open.model(), Heads.CLASSES, layer, activation)));
    };
    return first.map(vector -> new Heads.Classes(
        open,
        vector,
        weights.linear(output, rows, width()),
        Labels.of(config, rows),
        Labels.kind(config, rows)));
  }

  /** Throws the error of a pooler that a named classifier stands on. */
  private FirstPiece damaged(WeightSource weights, OpenWeights open, String name) {
    if (!weights.has(at.encoder() + name + ".weight")) {
      throw new FormatException(
          plan.names().model(),
          file.path(),
          0,
          "%s%s is missing, on which %sForSequenceClassification stands"
              .formatted(at.encoder(), name, plan.names().classes()));
    }
    return pooler(weights, open, name);
  }

  private Optional<TextHead> tags(WeightSource weights, OpenWeights open) {
    boolean named = isNamed(HeadClass.TAGS);
    String output = at.heads() + HeadNames.TAGS;
    int rows = named ? namedRows(output) : rows(output);
    // One row may be that of multiple choice.
    boolean onlyTags = nothingIsNamed() && rows > 1 && onlyTagsHaveThisName(weights);
    return rows > 0 && (named || onlyTags)
        ? Optional.of(
            new Heads.Tags(open, weights.linear(output, rows, width()), Labels.of(config, rows)))
        : Optional.empty();
  }

  /** Whether a layer called {@code classifier} can only be a tagger. */
  private boolean onlyTagsHaveThisName(WeightSource weights) {
    return switch (plan.heads().classes()) {
      case Classes.OnPooler _ -> false;
      case Classes.OnFirst(String dense, Activation _, String _) ->
        !weights.has(at.heads() + dense + ".weight");
    };
  }

  private Optional<TextHead> answers(WeightSource weights, OpenWeights open) {
    String output = at.heads() + HeadNames.ANSWERS;
    boolean answers =
        isNamed(HeadClass.ANSWERS) ? namedRows(output) > 0 : nothingIsNamed() && rows(output) == 2;
    return answers
        ? Optional.of(new Heads.Answers(open, weights.linear(output, 2, width())))
        : Optional.empty();
  }

  private Optional<TextHead> next(
      WeightSource weights, OpenWeights open, Optional<FirstPiece> pooler) {
    Optional.ofNullable(absent.get(TextHead.Pooler.class))
        .filter(_ ->
            plan.heads().next().filter(name -> rows(at.heads() + name) > 0).isPresent())
        .ifPresent(reason -> absent.put(NextSentenceHead.class, reason));
    return plan.heads()
        .next()
        .map(name -> at.heads() + name)
        .filter(name -> rows(name) == 2)
        .flatMap(name ->
            pooler.map(first -> new Heads.Next(open, first, weights.linear(name, 2, width()))));
  }

  private Optional<TextHead> replaced(WeightSource weights, OpenWeights open) {
    return plan.heads()
        .replaced()
        .filter(names -> rows(at.heads() + names.output()) == 1)
        .map(names -> new Heads.Replaced(
            open,
            new Dense(
                open.model(),
                Heads.REPLACED,
                weights.linear(at.heads() + names.dense(), width(), width()),
                names.activation()),
            weights.linear(at.heads() + names.output(), 1, width())));
  }
}
