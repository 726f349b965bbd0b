package io.blick.lens.senses;

/**
 * The attention of one head from one occurrence of a word, by place: the mean weight over the
 * word's pieces, summed over the pieces at each place. The first six numbers sum to 1.
 *
 * @param before on what the model adds before the text, [CLS]
 * @param after on what it adds behind and between segments, [SEP]
 * @param itself on the word
 * @param previous on the word before it in the text
 * @param next on the word after it
 * @param others on all other words
 * @param most index of the other word of the text looked at most, of equal ones the first; of a
 *     text without another word the word itself
 * @param weight on that word
 */
public record AttentionByPlace(
    double before,
    double after,
    double itself,
    double previous,
    double next,
    double others,
    int most,
    double weight) {

  /**
   * Returns ½ Σ |p − q| over the six places: the part of the weight that lies elsewhere, from 0 to
   * 1 (total variation).
   */
  public double distance(AttentionByPlace other) {
    double sum = Math.abs(before - other.before)
        + Math.abs(after - other.after)
        + Math.abs(itself - other.itself)
        + Math.abs(previous - other.previous)
        + Math.abs(next - other.next)
        + Math.abs(others - other.others);
    return sum / 2;
  }
}
