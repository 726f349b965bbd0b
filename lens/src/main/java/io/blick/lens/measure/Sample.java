package io.blick.lens.measure;

/** Cases and hits of one head, sentence by sentence; only sentences that have a case. */
final class Sample {
  private final int[] sentences;
  private final int[] cases;
  private final int[] hits;
  private int size;

  private Sample(int most) {
    sentences = new int[most];
    cases = new int[most];
    hits = new int[most];
  }

  /**
   * Counts.
   *
   * @param head index over all layers
   */
  static Sample of(Cases all, int head) {
    Sample sample = new Sample(all.size());
    for (int i = 0; i < all.size(); i++) {
      sample.add(all.sentence(i), all.right(i, head));
    }
    return sample;
  }

  private void add(int sentence, boolean hit) {
    if (size == 0 || sentences[size - 1] != sentence) {
      sentences[size++] = sentence;
    }
    cases[size - 1]++;
    hits[size - 1] += hit ? 1 : 0;
  }

  /**
   * Returns hits / cases where each sentence counts so many times; NaN if there is no case.
   *
   * @param times by sentence
   */
  double accuracy(int[] times) {
    long right = 0;
    long all = 0;
    for (int i = 0; i < size; i++) {
      right += (long) times[sentences[i]] * hits[i];
      all += (long) times[sentences[i]] * cases[i];
    }
    return (double) right / all;
  }
}
