package io.blick.bench.text;

import io.blick.core.tensor.Tensor;
import io.blick.models.text.Batch;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Tokenizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Batches of texts with a given number of pieces. */
public final class TextBatches {
  private TextBatches() {}

  /**
   * Returns equal texts that repeat a sentence up to the number of pieces.
   *
   * @param texts how many
   * @param pieces of each text, those that the model adds included
   */
  public static Batch of(Tokenizer tokenizer, String sentence, int texts, int pieces) {
    List<Piece> own = tokenizer.encode(sentence).pieces();
    List<Piece> inner = own.subList(1, own.size() - 1);
    List<Piece> all = new ArrayList<>();
    all.add(own.getFirst());
    for (int i = 0; i < pieces - 2; i++) {
      all.add(inner.get(i % inner.size()));
    }
    all.add(own.getLast());
    Encoding text = new Encoding(all, List.of());
    return Batch.of(Collections.nCopies(texts, text));
  }

  /**
   * Returns one text of given pieces.
   *
   * @param ids of the pieces in the vocabulary, int32 (S)
   * @param segments of each piece, from 0, int32 (S)
   */
  public static Batch of(Tensor ids, Tensor segments) {
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < ids.count(); i++) {
      pieces.add(new Piece.Added((int) ids.get(i), "", (int) segments.get(i) + 1, i));
    }
    return Batch.of(List.of(new Encoding(pieces, List.of())));
  }
}
