package io.blick.lens.ablation.output;

import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.lens.argument.Required;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextException;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead.AnswerHead;
import io.blick.models.text.TextHead.ClassHead;
import io.blick.models.text.TextHead.SentenceHead;
import io.blick.models.text.TextHead.TagHead;

/**
 * A measure of what a model says of one text by one of its heads: the output, and the distance of
 * two outputs.
 *
 * @param <S> what the model says
 */
public interface OutputMeasure<S> {

  /**
   * Returns what the model says of the only text of a batch.
   *
   * @param hidden the last hidden states (N, C)
   * @throws IllegalStateException if a number is not finite
   */
  S read(Ops ops, Tensor hidden, Batch batch);

  /** Returns how what the model says changes. */
  OutputChange change(S before, S after);

  /** Returns the measure of the classes of a text or of a pair of texts. */
  static OutputMeasure<?> classes(ClassHead head) {
    return new ClassMeasure(Required.of("ablate", "classifier", head));
  }

  /**
   * Returns the measure of the tags of the words of a text.
   *
   * @param text one text
   */
  static OutputMeasure<?> tags(TagHead head, Reading text) {
    Required.of("ablate", "tagger", head);
    return new TagMeasure(head, Required.of("ablate", "text", text));
  }

  /**
   * Returns the measure of the answer to a question.
   *
   * @param text a pair: the question, then the text that the answer is in
   * @throws TextException if both together have more pieces than are read at once when a question
   *     is answered
   */
  static OutputMeasure<?> answers(AnswerHead head, Reading text) {
    Required.of("ablate", "head for answers", head);
    return new AnswerMeasure(head, Required.of("ablate", "text", text));
  }

  /**
   * Returns the measure of the vector of a text.
   *
   * @throws TextException if the text is longer than the limit that the model's folder sets
   */
  static OutputMeasure<?> vectors(SentenceHead head, Reading text) {
    Required.of("ablate", "head for vectors", head);
    Required.of("ablate", "text", text);
    if (!head.fits(Batch.of(text.encoding()))) {
      throw new TextException(
          ("text: it must not be longer than the model's folder allows for an embedding;"
                  + " got %d pieces; shorten it")
              .formatted(text.encoding().pieces().size()));
    }
    return new VectorMeasure(head);
  }
}
