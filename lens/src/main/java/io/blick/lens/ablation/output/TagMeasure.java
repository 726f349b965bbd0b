package io.blick.lens.ablation.output;

import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.lens.ablation.output.OutputChange.TagChange;
import io.blick.lens.ablation.output.OutputChange.TaggedWord;
import io.blick.lens.trace.Reading;
import io.blick.models.task.ScoredLabel;
import io.blick.models.text.Batch;
import io.blick.models.text.Probabilities;
import io.blick.models.text.TextHead.TagHead;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Word;
import java.util.ArrayList;
import java.util.List;

/** The tags of the words of a text: a distribution over the tags for each, of its first piece. */
final class TagMeasure implements OutputMeasure<List<double[]>> {
  private final TagHead head;
  private final List<PlacedWord> words;

  TagMeasure(TagHead head, Reading text) {
    this.head = head;
    this.words = words(text);
  }

  /**
   * A word of the text.
   *
   * @param piece index of its first piece
   */
  private record PlacedWord(int piece, String text, int start, int end) {}

  private static List<PlacedWord> words(Reading text) {
    Encoding encoding = text.encoding();
    List<PlacedWord> words = new ArrayList<>();
    for (Word word : encoding.words()) {
      int first = word.pieces().getFirst();
      if (encoding.pieces().get(first) instanceof Piece.InText from
          && encoding.pieces().get(word.pieces().getLast()) instanceof Piece.InText to) {
        String characters = text.segments().getFirst().substring(from.start(), to.end());
        words.add(new PlacedWord(first, characters, from.start(), to.end()));
      }
    }
    return words;
  }

  @Override
  public List<double[]> read(Ops ops, Tensor hidden, Batch batch) {
    Tensor logits = head.logits(ops, hidden);
    return words.stream()
        .map(word -> Probabilities.softmax(logits.at(word.piece()).toDoubles()))
        .toList();
  }

  @Override
  public TagChange change(List<double[]> before, List<double[]> after) {
    List<TaggedWord> changes = new ArrayList<>(words.size());
    for (int i = 0; i < words.size(); i++) {
      PlacedWord word = words.get(i);
      changes.add(new TaggedWord(
          word.text(),
          word.start(),
          word.end(),
          best(before.get(i)),
          best(after.get(i)),
          ScoreDistances.totalVariation(before.get(i), after.get(i))));
    }
    return new TagChange(
        changes, changes.stream().mapToDouble(TaggedWord::distance).average().orElse(0));
  }

  private ScoredLabel best(double[] probabilities) {
    int best = ScoreDistances.largest(probabilities);
    return new ScoredLabel(head.labels().get(best), (float) probabilities[best]);
  }
}
