package io.blick.models.encoder;

import io.blick.core.nn.Activation;
import java.util.List;
import java.util.Optional;

/**
 * The names of the weights of an architecture's heads, and their activation functions. Those of the
 * tagger, {@code classifier}, and of the answer head, {@code qa_outputs}, are the same everywhere.
 *
 * @param pooler the pooler, after the encoder's prefix, if the architecture has one
 * @param masked the masked-language-model head
 * @param classes the classifier of texts
 * @param next the next-sentence head on the pooler, if the architecture has one
 * @param replaced the head that tells replaced pieces, if the architecture has one
 */
public record HeadNames(
    Optional<String> pooler,
    Masked masked,
    Classes classes,
    Optional<String> next,
    Optional<Replaced> replaced) {

  /**
   * The head that predicts masked pieces: a linear layer, an activation function, a layer norm, the
   * decoder.
   *
   * @param root what all of its names begin with
   * @param transform the linear layer
   * @param activation after it
   * @param norm the layer norm
   * @param epsilon of the layer norm
   * @param decoder the decoder, whose weight is missing in a file where it is tied
   * @param biases the names of the decoder's bias; the first that is stored counts
   */
  public record Masked(
      String root,
      String transform,
      Activation activation,
      String norm,
      float epsilon,
      String decoder,
      List<String> biases) {

    /** Copies the list. */
    public Masked {
      biases = List.copyOf(biases);
    }
  }

  /** The classifier of texts. */
  public sealed interface Classes {

    /** Returns the name of the linear layer to the classes. */
    String output();

    /** One that stands on the pooler. */
    record OnPooler(String output) implements Classes {}

    /**
     * One with a linear layer of its own on the first piece.
     *
     * @param dense that layer
     * @param activation after it
     * @param output the linear layer to the classes
     */
    record OnFirst(String dense, Activation activation, String output) implements Classes {}
  }

  /**
   * The head that tells replaced pieces.
   *
   * @param dense a linear layer
   * @param activation after it
   * @param output the linear layer to one logit
   */
  public record Replaced(String dense, Activation activation, String output) {}
}
