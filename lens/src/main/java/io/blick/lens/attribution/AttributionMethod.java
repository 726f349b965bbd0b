package io.blick.lens.attribution;

import io.blick.lens.ablation.Variations;
import io.blick.lens.argument.Required;
import io.blick.lens.trace.Reading;
import io.blick.models.text.TextModel;
import java.util.List;
import java.util.stream.IntStream;

/** An intervention at a unit of a text, so that the output shows how much the unit matters. */
public sealed interface AttributionMethod {

  /**
   * Returns a variation of the text for each unit.
   *
   * @param units the pieces of each unit
   */
  Variations variations(TextModel model, Reading text, List<List<Integer>> units);

  /**
   * Each piece of the unit is replaced by one that says nothing, as grey squares hide a part of a
   * picture (Zeiler and Fergus 2014, arXiv 1311.2901, section 3.2; of words Li, Monroe and Jurafsky
   * 2016, arXiv 1612.08220, erase them).
   *
   * @param piece row of the vocabulary: the model's mask, or the piece for an unknown word
   */
  record Occlusion(int piece) implements AttributionMethod {
    @Override
    public Variations variations(TextModel model, Reading text, List<List<Integer>> units) {
      Required.of("attribution", "model", model);
      Required.of("attribution", "text", text);
      Required.all("attribution", "units", units);
      String spelling = model.tokenizer().piece(piece);
      return new Variations.Texts(units.stream()
          .map(unit -> OccludedText.of(text.encoding(), unit, piece, spelling))
          .toList());
    }
  }

  /**
   * The value vectors of the unit's pieces are zero in the attention of some layers; all weights,
   * and all else, stay as they are (Mohebbi et al. 2023, arXiv 2301.12971, section 3).
   *
   * @param layers counted from 0, ascending
   */
  record ValueZeroing(List<Integer> layers) implements AttributionMethod {
    /** Copies the list. */
    public ValueZeroing {
      layers = Required.all("attribution", "layers", layers);
    }

    /** Returns the method for all layers of a model. */
    public static ValueZeroing everywhere(TextModel model) {
      Required.of("attribution", "model", model);
      return new ValueZeroing(IntStream.range(0, model.layers()).boxed().toList());
    }

    @Override
    public Variations variations(TextModel model, Reading text, List<List<Integer>> units) {
      Required.of("attribution", "model", model);
      Required.of("attribution", "text", text);
      Required.all("attribution", "units", units);
      int pieces = text.encoding().pieces().size();
      return new Variations.Interventions(
          new ZeroedValues(layers, model.heads(), pieces, List.copyOf(units)));
    }
  }
}
