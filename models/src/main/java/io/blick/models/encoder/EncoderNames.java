package io.blick.models.encoder;

/**
 * The names of an architecture in files.
 *
 * @param model its model_type, with which errors begin: {@code bert}
 * @param title how people write it: {@code BERT}
 * @param classes what its class names begin with: {@code Bert}
 * @param prefix the usual prefix of the encoder's weights: {@code bert.}
 * @param stack what follows it in the names of the layers and what they share: {@code encoder.}
 * @param layers the same up to the number of a layer: {@code encoder.layer.}
 */
public record EncoderNames(
    String model, String title, String classes, String prefix, String stack, String layers) {
  /** The table of word embeddings, of which each encoder has one. */
  static final String TABLE = "embeddings.word_embeddings.weight";
}
