package io.blick.lens.looks;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The sums of one head: by the part of speech of the word that looks, and by the form looked at.
 */
final class HeadTally {
  private final int partCount;
  private final double[][] sums;
  private final double[] formSums;

  HeadTally(int partCount, int added, int forms) {
    this.partCount = partCount;
    this.sums = new double[partCount][partCount + 1 + added];
    this.formSums = new double[forms];
  }

  /** Adds the look of a word. */
  void add(SentenceFrame frame, int looking, double[] row) {
    double[] columns = frame.byPart(row, looking);
    double[] sum = sums[frame.part(looking)];
    for (int i = 0; i < columns.length; i++) {
      sum[i] += columns[i];
    }
    for (int word = 0; word < frame.words(); word++) {
      if (word != looking && frame.form(word) >= 0) {
        formSums[frame.form(word)] += row[word];
      }
    }
  }

  /**
   * Returns the means over all words.
   *
   * @param words that look, of each part of speech
   */
  LookShares all(long[] words) {
    double[] total = new double[sums[0].length];
    for (double[] sum : sums) {
      for (int i = 0; i < total.length; i++) {
        total[i] += sum[i];
      }
    }
    return shares(total, Arrays.stream(words).sum());
  }

  /** Returns the means over the words of each part of speech; zeros where there is none. */
  List<LookShares> byPart(long[] words) {
    return IntStream.range(0, partCount)
        .mapToObj(part -> shares(sums[part], words[part]))
        .toList();
  }

  private LookShares shares(double[] sum, long words) {
    List<Double> means = Arrays.stream(sum)
        .map(weight -> words == 0 ? 0 : weight / words)
        .boxed()
        .toList();
    return new LookShares(
        words,
        means.subList(0, partCount),
        means.get(partCount),
        means.subList(partCount + 1, means.size()));
  }

  /**
   * Returns the forms that get most at each of their occurrences, of equal ones the first.
   *
   * @param occurrences of each form
   */
  List<LookedForm> forms(List<String> forms, int[] occurrences, int most) {
    return IntStream.range(0, forms.size())
        .filter(form -> occurrences[form] >= Vocabulary.FEWEST)
        .mapToObj(form ->
            new LookedForm(forms.get(form), occurrences[form], formSums[form] / occurrences[form]))
        .sorted(Comparator.comparingDouble(LookedForm::weight)
            .reversed()
            .thenComparing(LookedForm::form))
        .limit(most)
        .toList();
  }
}
