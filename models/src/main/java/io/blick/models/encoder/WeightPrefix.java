package io.blick.models.encoder;

import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.format.TensorFile;
import java.util.List;

/**
 * The beginnings of the names of weights in a file.
 *
 * @param encoder before those of the encoder
 * @param heads before those of the heads
 */
record WeightPrefix(String encoder, String heads) {

  /**
   * Finds the prefixes: the usual one of the encoder, or else any that a program has added, such as
   * {@code module.bert.} or {@code 0.auto_model.}.
   *
   * @param masked a weight of the masked-language-model head, without a prefix
   * @throws FormatException if the file contains several models
   */
  static WeightPrefix find(TensorFile file, EncoderNames names, String masked) {
    String encoder = encoder(file, names);
    return new WeightPrefix(encoder, heads(file, encoder, names.prefix(), masked));
  }

  private static String encoder(TensorFile file, EncoderNames names) {
    for (String known : List.of(names.prefix(), "")) {
      if (file.names().contains(known + EncoderNames.TABLE)) {
        return known;
      }
    }
    List<String> found = file.names().stream()
        .filter(other -> other.endsWith("." + EncoderNames.TABLE))
        .toList();
    if (found.size() > 1) {
      throw new FormatException(
          names.model(),
          file.path(),
          0,
          "the weights must be those of one model; got both %s and %s"
              .formatted(Escaped.text(found.get(0)), Escaped.text(found.get(1))));
    }
    return found.isEmpty()
        ? ""
        : found.getFirst().substring(0, found.getFirst().length() - EncoderNames.TABLE.length());
  }

  /**
   * Returns the prefix of the heads: the encoder's without its usual end or, if it does not end so,
   * the longest leading part of it that encloses a masked-language-model head. A head with any
   * other prefix belongs to another model.
   */
  private static String heads(TensorFile file, String encoder, String usual, String masked) {
    if (encoder.equals(usual) || encoder.endsWith("." + usual)) {
      return encoder.substring(0, encoder.length() - usual.length());
    }
    String at = encoder;
    while (!at.isEmpty() && !file.names().contains(at + masked)) {
      at = at.substring(0, at.lastIndexOf('.', at.length() - 2) + 1);
    }
    return at;
  }
}
