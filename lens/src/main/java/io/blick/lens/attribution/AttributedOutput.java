package io.blick.lens.attribution;

import io.blick.lens.ablation.output.OutputMeasure;
import io.blick.lens.argument.Required;
import io.blick.models.text.TextHead.MaskedHead;

/** The output of a model that is measured. */
public sealed interface AttributedOutput {

  /**
   * The guesses for the masks that stand in a text.
   *
   * @param head makes them
   * @param mask its row of the vocabulary
   */
  record Guesses(MaskedHead head, int mask) implements AttributedOutput {
    /** Checks that there is a head. */
    public Guesses {
      Required.of("attribution", "head for masked pieces", head);
    }
  }

  /**
   * The loss of each piece of a text, the piece masked; of the pieces of other units than the one
   * that is hidden.
   *
   * @param head guesses them
   * @param mask its row of the vocabulary
   */
  record Losses(MaskedHead head, int mask) implements AttributedOutput {
    /** Checks that there is a head. */
    public Losses {
      Required.of("attribution", "head for masked pieces", head);
    }
  }

  /**
   * The output of another head of the model. Of tags those of other words than the one that is
   * hidden.
   *
   * @param measure made for the text
   */
  record Said(OutputMeasure<?> measure) implements AttributedOutput {
    /** Checks that there is a measure. */
    public Said {
      Required.of("attribution", "measure", measure);
    }
  }
}
