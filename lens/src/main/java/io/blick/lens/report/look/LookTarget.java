package io.blick.lens.report.look;

import io.blick.lens.argument.Required;
import io.blick.lens.report.request.RequestedHeads;
import io.blick.lens.trace.Head;
import io.blick.models.text.TextModel;

/** The heads that a {@link LookRequest} asks for, and the form in which it asks for them. */
public sealed interface LookTarget {

  /** All heads: every ordered pair of units. */
  record Everything() implements LookTarget {}

  /**
   * The map of one head.
   *
   * @param head the head
   */
  record OneHead(Head head) implements LookTarget {
    /** Checks that there is a head. */
    public OneHead {
      Required.of("look", "head", head);
    }
  }

  /**
   * All heads, ranked by how much one word looks at another.
   *
   * @param from the name of the word that looks; {@code word#2} is the second of equal words
   * @param to the name of the word looked at
   */
  record FromTo(String from, String to) implements LookTarget {
    /** Checks that there are both. */
    public FromTo {
      Required.of("look", "word that looks", from);
      Required.of("look", "word looked at", to);
    }
  }

  /**
   * Attention rolled out from the first layer to another, that one included.
   *
   * @param layer the last of these layers, counted from 0
   */
  record Rollout(int layer) implements LookTarget {
    /** Checks that the layer is not negative. */
    public Rollout {
      if (layer < 0) {
        throw new IllegalArgumentException("look: the layer must be from 0 on; got " + layer);
      }
    }
  }

  /** Attention rolled out over all layers. */
  record WholeRollout() implements LookTarget {}

  /**
   * Checks that a model has the layer and the head.
   *
   * @throws io.blick.lens.report.RequestException if the model has no such layer or head
   */
  default void check(TextModel model) {
    Required.of("look", "model", model);
    switch (this) {
      case OneHead(Head head) -> RequestedHeads.check(model, head);
      case Rollout(int layer) -> RequestedHeads.checkLayer(model, layer);
      case Everything _, FromTo _, WholeRollout _ -> {
        // Every model has these.
      }
    }
  }
}
