package io.blick.models.encoder;

import io.blick.core.nn.Activation;
import io.blick.core.nn.Linear;
import io.blick.models.encoder.HeadNames.Classes;
import io.blick.models.format.TensorFile;
import io.blick.models.format.json.ConfigFile;
import io.blick.models.text.TextHead;
import io.blick.models.weights.OpenWeights;
import io.blick.models.weights.WeightSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the output layers that a folder has: by the names of their weights and, where two kinds are
 * called alike, by the class that config.json names.
 *
 * @param plan the encoder
 * @param config config.json
 * @param at what the names of weights begin with
 * @param pieces number of pieces in the vocabulary; further rows of a decoder are never predicted
 * @param file the weights
 */
record HeadReader(
    EncoderPlan plan, ConfigFile config, WeightPrefix at, int pieces, TensorFile file) {
  private static final String TAGS = "classifier";
  private static final String ANSWERS = "qa_outputs";

  /** Returns the heads. */
  List<TextHead> read(WeightSource weights, OpenWeights open) {
    List<TextHead> heads = new ArrayList<>();
    Optional<FirstPiece> pooler = pooler(weights, open);
    pooler.ifPresent(first -> heads.add(new Heads.Pooler(open, first)));
    masked(weights, open).ifPresent(heads::add);
    classes(weights, open, pooler).ifPresent(heads::add);
    tags(weights, open).ifPresent(heads::add);
    answers(weights, open).ifPresent(heads::add);
    next(weights, open, pooler).ifPresent(heads::add);
    replaced(weights, open).ifPresent(heads::add);
    return heads;
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
  private int rows(WeightSource weights, String layer, int inputs) {
    if (!weights.has(layer + ".weight")) {
      return 0;
    }
    List<Integer> sizes = file.sizes(layer + ".weight");
    return sizes.size() == 2 && sizes.get(1) == inputs ? sizes.getFirst() : 0;
  }

  private Optional<FirstPiece> pooler(WeightSource weights, OpenWeights open) {
    return plan.heads()
        .pooler()
        .map(name -> at.encoder() + name)
        .filter(name -> weights.has(name + ".weight"))
        .map(name -> weights.linear(name, width(), width()))
        .map(
            layer -> new FirstPiece(new Dense(open.model(), Heads.POOLED, layer, Activation.TANH)));
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
    Classes names = plan.heads().classes();
    String output = at.heads() + names.output();
    int rows = rows(weights, output, width());
    Optional<FirstPiece> first = switch (names) {
      case Classes.OnPooler _ -> pooler.filter(_ -> isNamed(HeadClass.CLASSES));
      case Classes.OnFirst(String dense, Activation activation, String _) ->
        Optional.of(at.heads() + dense)
            .filter(_ -> nothingIsNamed() || isNamed(HeadClass.CLASSES))
            .filter(name -> rows > 0 && weights.has(name + ".weight"))
            .map(name -> weights.linear(name, width(), width()))
            .map(
                layer -> new FirstPiece(new Dense(open.model(), Heads.CLASSES, layer, activation)));
    };
    return first
        .filter(_ -> rows > 0)
        .map(vector -> new Heads.Classes(
            open,
            vector,
            weights.linear(output, rows, width()),
            Labels.of(config, rows),
            Labels.kind(config, rows)));
  }

  private Optional<TextHead> tags(WeightSource weights, OpenWeights open) {
    String output = at.heads() + TAGS;
    int rows = rows(weights, output, width());
    // One row may be that of multiple choice.
    boolean onlyTags = nothingIsNamed() && rows > 1 && onlyTagsHaveThisName(weights);
    return rows > 0 && (isNamed(HeadClass.TAGS) || onlyTags)
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
    String output = at.heads() + ANSWERS;
    boolean answers = isNamed(HeadClass.ANSWERS) || nothingIsNamed();
    return answers && rows(weights, output, width()) == 2
        ? Optional.of(new Heads.Answers(open, weights.linear(output, 2, width())))
        : Optional.empty();
  }

  private Optional<TextHead> next(
      WeightSource weights, OpenWeights open, Optional<FirstPiece> pooler) {
    return plan.heads()
        .next()
        .map(name -> at.heads() + name)
        .filter(name -> rows(weights, name, width()) == 2)
        .flatMap(name ->
            pooler.map(first -> new Heads.Next(open, first, weights.linear(name, 2, width()))));
  }

  private Optional<TextHead> replaced(WeightSource weights, OpenWeights open) {
    return plan.heads()
        .replaced()
        .filter(names -> rows(weights, at.heads() + names.output(), width()) == 1)
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
