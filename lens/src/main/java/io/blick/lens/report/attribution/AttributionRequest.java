package io.blick.lens.report.attribution;

import io.blick.lens.argument.Required;
import io.blick.lens.report.ablation.AblationRequest;
import io.blick.lens.report.ablation.MeasureChoice;
import io.blick.lens.trace.Granularity;
import java.util.Optional;

/**
 * A request for how much each word of a text matters for what a model says of it.
 *
 * @param source the text, a pair, or a question and its text; no corpus
 * @param by how a word is taken out
 * @param of what is measured; where it is not named, of a pair its classes, of a question its
 *     answer, of a text the first of these that the model has: guesses, if a mask stands in it;
 *     loss; classes; tags; the vector
 * @param layer the only layer in which value vectors are zero, counted from 0; where it is not
 *     named, all layers
 * @param unit whether words or pieces are taken out
 */
public record AttributionRequest(
    AblationRequest.Source source,
    AttributionBy by,
    Optional<AttributionOutput> of,
    Optional<Integer> layer,
    Granularity unit) {
  private static final String OPERATION = "attribute";

  /** Checks that the parts fit together. */
  public AttributionRequest {
    Required.of(OPERATION, "source", source);
    Required.of(OPERATION, "way", by);
    Required.of(OPERATION, "output", of);
    Required.of(OPERATION, "layer", layer);
    Required.of(OPERATION, "unit", unit);
    if (source instanceof AblationRequest.Corpus) {
      throw new IllegalArgumentException("attribute: one text is measured; got a corpus");
    }
    if (layer.isPresent() && layer.get() < 0) {
      throw new IllegalArgumentException(
          "attribute: the layer must be from 0 on; got " + layer.get());
    }
    boolean mixing = of.filter(AttributionOutput.MIXING::equals).isPresent();
    if (by == AttributionBy.OCCLUSION && (layer.isPresent() || mixing)) {
      throw new IllegalArgumentException(
          "attribute: a layer and mixing need value zeroing; got occlusion");
    }
    of.flatMap(AttributionOutput::measure)
        .ifPresent(measure -> MeasureChoice.check(OPERATION, source, measure));
  }

  /** Asks for value zeroing in all layers, by words, of the first output that there is. */
  public AttributionRequest(AblationRequest.Source source) {
    this(source, AttributionBy.VALUE_ZEROING);
  }

  /** Asks for words to be taken out in one way, and for the first output that there is. */
  public AttributionRequest(AblationRequest.Source source, AttributionBy by) {
    this(source, by, Optional.empty(), Optional.empty(), Granularity.WORDS);
  }

  /** Asks for words to be taken out in one way, and for one output. */
  public AttributionRequest(AblationRequest.Source source, AttributionBy by, AttributionOutput of) {
    this(
        source,
        by,
        Optional.of(Required.of(OPERATION, "output", of)),
        Optional.empty(),
        Granularity.WORDS);
  }
}
