package io.blick.models.generate;

import io.blick.core.tensor.Tensor;

/**
 * What may follow a text.
 *
 * @param logits of all pieces (1, V)
 * @param probabilities of all pieces (1, V)
 * @param pieces how many of them the vocabulary has: the first, at most V
 */
record NextPieces(Tensor logits, Tensor probabilities, int pieces) {

  /** Returns the most probable piece, the first of equal ones. */
  int likeliest() {
    int likeliest = 0;
    for (int id = 1; id < pieces; id++) {
      if (logits.get(id) > logits.get(likeliest)) {
        likeliest = id;
      }
    }
    return likeliest;
  }

  /** Returns ln p of a piece. */
  double logprob(int id) {
    int likeliest = likeliest();
    // The probability of the likeliest is never so small that it has few bits.
    return logits.get(id) - logits.get(likeliest) + StrictMath.log(probabilities.get(likeliest));
  }
}
