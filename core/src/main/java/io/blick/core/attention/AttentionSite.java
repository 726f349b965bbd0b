package io.blick.core.attention;

/**
 * Where in a model an attention is asked for: which attention of which layer. A layer of a decoder
 * that reads what an encoder made has two of them, one on its own pieces and one across.
 *
 * @param kind whose queries attend to whose keys
 * @param layer of the encoder or of the decoder, counted from 0
 */
public record AttentionSite(Kind kind, int layer) {

  /** Whose queries attend to whose keys. */
  public enum Kind {
    /** The pieces of a text to all pieces of the same text. */
    ENCODER,
    /** The pieces of a text to those before them and themselves. */
    DECODER,
    /** The pieces of a decoder to those that its encoder read. */
    CROSS
  }

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the layer is negative
   */
  public AttentionSite {
    Attention.present("the kind of a site", kind);
    if (layer < 0) {
      throw new IllegalArgumentException(
          "attention: the layer of a site must be 0 or more; got %d; count layers from 0"
              .formatted(layer));
    }
  }

  /** Returns the self-attention of a layer of an encoder. */
  public static AttentionSite encoder(int layer) {
    return new AttentionSite(Kind.ENCODER, layer);
  }

  /** Returns the self-attention of a layer of a decoder. */
  public static AttentionSite decoder(int layer) {
    return new AttentionSite(Kind.DECODER, layer);
  }

  /** Returns the attention of a layer of a decoder to what its encoder made. */
  public static AttentionSite cross(int layer) {
    return new AttentionSite(Kind.CROSS, layer);
  }
}
