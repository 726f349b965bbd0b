package io.blick.models.bert;

import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.format.TensorFile;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * The names of the weights of a {@link Bert} in a file. All are looked up and their sizes compared
 * with those of the config, in a fixed order and before anything is allocated, so that the first
 * fault is the one that is reported and no number of layers costs memory.
 */
final class BertWeightNames {
  private static final String TABLE = "embeddings.word_embeddings.weight";
  private static final String HEAD = "cls.predictions.";
  private static final String TRANSFORM = HEAD + "transform.dense";

  private final TensorFile file;
  private final BertConfig config;
  private final String encoder;
  private final SequencedSet<String> used = new LinkedHashSet<>();
  private final Optional<String> pooler;
  private final Optional<Predictions> predictions;

  /** The names of a layer norm's two vectors; older checkpoints call them gamma and beta. */
  record Norm(String gain, String bias) {}

  /**
   * The names of the masked-language-model head.
   *
   * @param transform the linear layer before the norm
   * @param norm the layer norm before the decoder
   * @param decoder its weight, unless that is the table of word embeddings
   * @param bias the bias of the decoder
   */
  record Predictions(String transform, Norm norm, Optional<String> decoder, String bias) {}

  private BertWeightNames(TensorFile file, BertConfig config) {
    this.file = file;
    this.config = config;
    this.encoder = findEncoder();
    table("word_embeddings", config.vocabulary());
    table("position_embeddings", config.positions());
    table("token_type_embeddings", config.segments());
    norm(encoder + "embeddings.LayerNorm");
    for (int l = 0; l < config.layers(); l++) {
      layer(encoder + "encoder.layer." + l + ".");
    }
    this.pooler = Optional.of(encoder + "pooler.dense").filter(name -> has(name + ".weight"));
    pooler.ifPresent(name -> linear(name, config.width(), config.width()));
    this.predictions = predictions(headPrefix());
  }

  /**
   * Finds the names and checks the tensors.
   *
   * @throws FormatException if a weight is missing or has other sizes, or the file contains several
   *     models
   */
  static BertWeightNames of(TensorFile file, BertConfig config) {
    return new BertWeightNames(file, config);
  }

  /**
   * Returns the prefix of the encoder's names: the usual one, or else any that a program has added,
   * such as {@code module.bert.} or {@code 0.auto_model.}.
   */
  private String findEncoder() {
    for (String known : List.of("bert.", "")) {
      if (has(known + TABLE)) {
        return known;
      }
    }
    List<String> found =
        file.names().stream().filter(other -> other.endsWith("." + TABLE)).toList();
    if (found.size() > 1) {
      throw new FormatException(
          "bert",
          file.path(),
          0,
          "the weights must be those of one model; got both %s and %s"
              .formatted(Escaped.text(found.get(0)), Escaped.text(found.get(1))));
    }
    return found.isEmpty()
        ? ""
        : found.getFirst().substring(0, found.getFirst().length() - TABLE.length());
  }

  /**
   * Returns the prefix of the names of the encoder's head: the encoder's prefix without
   * {@code bert.} or, if the encoder's prefix does not end so, the longest leading part of it that
   * encloses a head. A head with any other prefix belongs to another model.
   */
  private String headPrefix() {
    String usual = "bert.";
    if (encoder.equals(usual) || encoder.endsWith("." + usual)) {
      return encoder.substring(0, encoder.length() - usual.length());
    }
    String at = encoder;
    while (!at.isEmpty() && !has(at + TRANSFORM + ".weight")) {
      at = at.substring(0, at.lastIndexOf('.', at.length() - 2) + 1);
    }
    return at;
  }

  private void layer(String at) {
    int width = config.width();
    int inner = config.feedForward();
    linear(at + "attention.self.query", width, width);
    linear(at + "attention.self.key", width, width);
    linear(at + "attention.self.value", width, width);
    linear(at + "attention.output.dense", width, width);
    norm(at + "attention.output.LayerNorm");
    linear(at + "intermediate.dense", inner, width);
    linear(at + "output.dense", width, inner);
    norm(at + "output.LayerNorm");
  }

  // The decoder's bias is one parameter with two names; if both are stored and differ, that of the
  // linear layer is used.
  private Optional<Predictions> predictions(String at) {
    if (!has(at + TRANSFORM + ".weight")) {
      return Optional.empty();
    }
    Optional<String> decoder = Optional.of(at + HEAD + "decoder.weight").filter(this::has);
    if (decoder.isEmpty() && !config.tied()) {
      return Optional.empty();
    }
    linear(at + TRANSFORM, config.width(), config.width());
    Norm norm = norm(at + HEAD + "transform.LayerNorm");
    decoder.ifPresent(name -> checked(name, config.vocabulary(), config.width()));
    String own = at + HEAD + "decoder.bias";
    String usual = at + HEAD + "bias";
    String bias = has(own) ? own : usual;
    checked(bias, config.vocabulary());
    if (has(usual) && same(usual, bias)) {
      used.add(usual);
    }
    return Optional.of(new Predictions(at + TRANSFORM, norm, decoder, bias));
  }

  /** Whether two tensors have the same type, sizes and bits. */
  boolean same(String name, String other) {
    if (!file.isReadable(name) || !file.isReadable(other)) {
      return false;
    }
    var one = file.tensor(name);
    var two = file.tensor(other);
    return one.type() == two.type()
        && Arrays.equals(one.sizes(), two.sizes())
        && one.data().mismatch(two.data()) < 0;
  }

  private void table(String name, int rows) {
    checked(table(name), rows, config.width());
  }

  private void linear(String name, int outputs, int inputs) {
    checked(name + ".weight", outputs, inputs);
    checked(name + ".bias", outputs);
  }

  /** Returns the names of a layer norm, checked. */
  Norm norm(String name) {
    String gain = newer(name, ".weight", ".gamma");
    String bias = newer(name, ".bias", ".beta");
    checked(gain, config.width());
    checked(bias, config.width());
    return new Norm(gain, bias);
  }

  private String newer(String name, String now, String before) {
    return !has(name + now) && has(name + before) ? name + before : name + now;
  }

  // The weight itself, which may need a conversion, is asked for only to get its error.
  private void checked(String name, int... sizes) {
    var stored = file.tensor(name);
    boolean floating = switch (stored.type()) {
      case F64, F32, F16, BF16 -> true;
      case I64, I32, I16, I8, U8, BOOL -> false;
    };
    if (!floating || !Arrays.equals(stored.sizes(), sizes)) {
      file.weight(name, sizes);
    }
    used.add(name);
  }

  private boolean has(String name) {
    return file.names().contains(name);
  }

  /** Returns the name of one of the three embedding tables. */
  String table(String kind) {
    return encoder + "embeddings." + kind + ".weight";
  }

  /** Returns the prefix of the encoder's names. */
  String encoderPrefix() {
    return encoder;
  }

  Optional<String> pooler() {
    return pooler;
  }

  Optional<Predictions> predictions() {
    return predictions;
  }

  /** Returns the name of the missing decoder, if the head is not tied and has none. */
  Optional<String> missingDecoder() {
    String at = headPrefix();
    return Optional.of(at + HEAD + "decoder.weight")
        .filter(_ -> predictions.isEmpty() && has(at + TRANSFORM + ".weight"));
  }

  /** Returns the names of all weights that are used. */
  SequencedSet<String> used() {
    return Collections.unmodifiableSequencedSet(used);
  }
}
