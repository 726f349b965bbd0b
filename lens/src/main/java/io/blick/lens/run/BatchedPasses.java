package io.blick.lens.run;

import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionProbe;
import io.blick.core.attention.Statistics;
import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Batch;
import io.blick.models.text.Finite;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Runs many texts through a model and shows every attention of each. Texts of like length run
 * together, so that little is padding, and no more of them than fit a fixed room: memory does not
 * depend on how many there are.
 */
public final class BatchedPasses implements AutoCloseable {
  /** Pieces of a batch, padding included. */
  private static final int ROOM = 2048;

  private final TextModel model;
  private final EagerOps ops;
  private List<Integer> batch = List.of();
  private List<Encoding> texts = List.of();
  private Visitor visitor = (_, _, _, _) -> {};

  /** Takes what one layer's attention did with one text. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Called for each text of a layer, in the order of the layers; the texts in any order, on one
     * thread.
     *
     * @param text index in the list of texts
     * @param call valid during the call only
     * @param row which batch entry of {@code call} the text is; its pieces come first there, and
     *     what follows is padding
     * @param pieces how many it has
     */
    void attended(int text, AttentionCall call, int row, int pieces);

    /**
     * Which statistics the next attention is to gather.
     *
     * @param layer counted from 0, with which each batch begins
     * @param texts which text each batch entry is
     * @param q queries (B, T, H, D)
     */
    default Statistics statistics(int layer, List<Integer> texts, Tensor q) {
      return Statistics.none();
    }
  }

  /** Prepares a model. */
  public BatchedPasses(Parallel threads, TextModel model) {
    this.model = model;
    this.ops = EagerOps.on(threads, new Probe());
  }

  /** Runs all texts, each of which has as many pieces as the model has positions or fewer. */
  public void run(List<Encoding> newTexts, Visitor newVisitor) {
    texts = newTexts;
    visitor = newVisitor;
    List<Integer> byLength = IntStream.range(0, texts.size())
        .boxed()
        .sorted(Comparator.comparingInt(this::length))
        .toList();
    List<Integer> next = new ArrayList<>();
    for (int text : byLength) {
      // Ascending: the newest is the longest.
      if ((next.size() + 1) * length(text) > ROOM && !next.isEmpty()) {
        pass(next);
        next.clear();
      }
      next.add(text);
    }
    if (!next.isEmpty()) {
      pass(next);
    }
  }

  private int length(int text) {
    return texts.get(text).pieces().size();
  }

  private void pass(List<Integer> some) {
    batch = some;
    List<Encoding> encodings = some.stream().map(texts::get).toList();
    Batch together = Batch.of(model.tokenizer().padding(), encodings);
    Finite.check(model.name(), model.forward(ops, together));
    ops.reset();
  }

  /** Shows each attention of a batch text by text. */
  private final class Probe implements AttentionProbe {
    @Override
    public void attended(AttentionCall call) {
      for (int row = 0; row < batch.size(); row++) {
        visitor.attended(batch.get(row), call, row, length(batch.get(row)));
      }
    }

    @Override
    public Statistics statistics(int layer, Tensor q, Tensor k) {
      return visitor.statistics(layer, batch, q);
    }
  }

  @Override
  public void close() {
    ops.close();
  }
}
