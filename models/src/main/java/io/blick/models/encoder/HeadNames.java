package io.blick.models.encoder;

import io.blick.core.nn.Activation;
import io.blick.models.text.TextHead;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The names of the weights of an architecture's heads, and their activation functions. Those of the
 * tagger and of the answer head are the same everywhere.
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
  /** The tagger. */
  static final String TAGS = "classifier";

  /** The answer head. */
  static final String ANSWERS = "qa_outputs";

  /** Returns what the names of the weights of a kind of head begin with. */
  Stream<String> roots(Class<? extends TextHead> kind) {
    return kind == TextHead.MaskedHead.class
        ? Stream.of(masked.root())
        : layers(kind).map(layer -> layer + ".");
  }

  /** Returns the names of the linear layers of a kind of head, the decoder's left out. */
  Stream<String> layers(Class<? extends TextHead> kind) {
    if (kind == TextHead.Pooler.class) {
      return pooler.stream();
    } else if (kind == TextHead.MaskedHead.class) {
      return Stream.of(masked.transform());
    } else if (kind == TextHead.ClassHead.class) {
      return classes.layers();
    } else if (kind == TextHead.TagHead.class) {
      return Stream.of(TAGS);
    } else if (kind == TextHead.AnswerHead.class) {
      return Stream.of(ANSWERS);
    } else if (kind == TextHead.ReplacedHead.class) {
      return replaced.stream().flatMap(names -> Stream.of(names.dense(), names.output()));
    }
    return next.stream();
  }

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

    /** Returns the names of its own layers. */
    Stream<String> layers();

    /**
     * One that stands on the pooler.
     *
     * @param pooler the pooler, after the encoder's prefix
     * @param output the linear layer to the classes
     */
    record OnPooler(String pooler, String output) implements Classes {
      @Override
      public Stream<String> layers() {
        return Stream.of(output);
      }
    }

    /**
     * One with a linear layer of its own on the first piece.
     *
     * @param dense that layer
     * @param activation after it
     * @param output the linear layer to the classes
     */
    record OnFirst(String dense, Activation activation, String output) implements Classes {
      @Override
      public Stream<String> layers() {
        return Stream.of(dense, output);
      }
    }
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
