package io.blick.lens.ablation;

/**
 * The loss of one piece of a text, guessed from all its other pieces, before and after an
 * intervention.
 *
 * @param position index of the piece
 * @param piece its spelling
 * @param before −ln p of the piece where it is masked, in nats
 * @param after the same under the intervention
 */
public record PieceLoss(int position, String piece, double before, double after) {}
