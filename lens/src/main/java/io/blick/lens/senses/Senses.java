package io.blick.lens.senses;

import io.blick.lens.argument.Required;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.text.Visible;
import java.util.ArrayList;
import java.util.List;

/**
 * One word in several texts: how alike its vectors are after each layer, and at one layer which
 * texts are nearest, in which two groups they fall, where they lie on the plane of their two
 * largest principal components, and which heads look differently from it in one group and in the
 * other.
 *
 * @param texts the word in each text, at least two
 * @param layers how alike the vectors are after the embeddings and after each layer; L + 1 of them
 * @param chosen index of the layer that all below is about, in {@code layers}
 * @param groups the texts, grouped by their cosines
 * @param cosines the cosines of {@code chosen} within the groups and between them
 * @param plane the vectors of {@code chosen}
 * @param contrasts all heads of all layers, those that differ most first
 */
public record Senses(
    List<Occurrence> texts,
    List<SimilarityMatrix> layers,
    int chosen,
    Groups groups,
    Groups.WithinBetween cosines,
    Plane plane,
    List<Contrast> contrasts) {

  /** Copies the lists. */
  public Senses {
    texts = List.copyOf(texts);
    layers = List.copyOf(layers);
    contrasts = List.copyOf(contrasts);
  }

  /**
   * Compares a word between texts of one model.
   *
   * @param texts at least two
   * @param chosen after the embeddings (0) or after a layer (1 … L)
   */
  public static Senses of(List<Occurrence> texts, int chosen) {
    Required.all("senses", "texts", texts);
    if (texts.size() < 2) {
      throw CorpusException.lacking("senses", "at least two texts", Integer.toString(texts.size()));
    }
    for (Occurrence text : texts) {
      if (!text.model().equals(texts.getFirst().model())) {
        throw new IllegalArgumentException("senses: all texts must be of one model, %s; got %s"
            .formatted(Visible.text(texts.getFirst().model()), Visible.text(text.model())));
      }
    }
    if (chosen < 0 || chosen > texts.getFirst().layers()) {
      throw new IllegalArgumentException("senses: the layer must be from 0 to %s; got %s"
          .formatted(texts.getFirst().layers(), chosen));
    }
    List<SimilarityMatrix> layers = new ArrayList<>();
    for (int index = 0; index <= texts.getFirst().layers(); index++) {
      layers.add(SimilarityMatrix.of(texts, index));
    }
    SimilarityMatrix similarity = layers.get(chosen);
    Groups groups = Groups.of(similarity);
    return new Senses(
        texts,
        layers,
        chosen,
        groups,
        groups.means(similarity::cosine),
        Plane.of(texts.stream().map(text -> text.vector(chosen)).toList()),
        Contrast.all(texts, groups));
  }

  /** Returns the word as it stands in the first text. */
  public String word() {
    Occurrence first = texts.getFirst();
    return first.words().label(first.word());
  }

  /** Returns how alike the vectors are at the chosen layer. */
  public SimilarityMatrix similarity() {
    return layers.get(chosen);
  }
}
