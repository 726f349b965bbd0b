package io.blick.lens.ablation.output;

import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.lens.ablation.output.OutputChange.AnswerChange;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextException;
import io.blick.models.task.Answer;
import io.blick.models.task.Answerer;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead.AnswerHead;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;

/** Where in a text the answer to a question begins and ends. */
final class AnswerMeasure implements OutputMeasure<AnswerScores> {
  private final AnswerHead head;
  private final Reading text;

  AnswerMeasure(AnswerHead head, Reading text) {
    this.head = head;
    this.text = text;
    int pieces = text.encoding().pieces().size();
    if (pieces > Answerer.MOST_WINDOW_PIECES) {
      throw new TextException(
          ("text: with its question it must have at most %d pieces, which are read at once; got %d;"
                  + " shorten it")
              .formatted(Answerer.MOST_WINDOW_PIECES, pieces));
    }
  }

  @Override
  public AnswerScores read(Ops ops, Tensor hidden, Batch batch) {
    return AnswerScores.of(text.encoding(), head.logits(ops, hidden));
  }

  @Override
  public AnswerChange change(AnswerScores before, AnswerScores after) {
    AnswerScores.Span first = before.best();
    AnswerScores.Span then = after.best();
    return new AnswerChange(
        answer(first),
        answer(then),
        before.distance(after),
        first.score() - after.score(first.first(), first.last()));
  }

  private Answer answer(AnswerScores.Span span) {
    Encoding encoding = text.encoding();
    int from = encoding.words().get(span.first()).pieces().getFirst();
    int to = encoding.words().get(span.last()).pieces().getLast();
    int start = ((Piece.InText) encoding.pieces().get(from)).start();
    int end = ((Piece.InText) encoding.pieces().get(to)).end();
    return new Answer(
        text.segments().getLast().substring(start, end), start, end, (float) span.score());
  }
}
