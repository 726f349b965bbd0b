package io.blick.models.encoder;

import io.blick.core.nn.LayerNorm;
import io.blick.core.nn.Linear;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Batch;
import io.blick.models.text.Finite;
import io.blick.models.text.SentencePrompts;
import io.blick.models.text.TextHead;
import io.blick.models.weights.OpenWeights;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** The output layers of encoders. Each is computed while the model's weights are open. */
final class Heads {
  static final String POOLED = "the pooled vector's numbers";
  static final String CLASSES = "the logits of the classes";
  static final String REPLACED = "the logits of the replaced pieces";
  static final String MASKED = "the logits of the masked pieces";
  private static final String TAGS = "the logits of the tags";
  private static final String ANSWERS = "the logits of the answers";
  private static final String NEXT = "the logits of the next sentence";

  private Heads() {}

  /** f(W x + b) of each text's first piece. */
  record Pooler(OpenWeights open, FirstPiece first) implements TextHead.Pooler {
    @Override
    public Tensor pool(Ops ops, Tensor hidden, Batch batch) {
      return open.pass(() -> first.of(ops, hidden, batch));
    }
  }

  /** The parameters of a masked-language-model head. */
  record Decoder(Dense transform, LayerNorm norm, Linear output) {}

  /** The decoder on the norm of f(W x + b) of each masked piece. */
  record Masked(OpenWeights open, Supplier<Decoder> decoder) implements TextHead.MaskedHead {
    @Override
    public Tensor logits(Ops ops, Tensor hidden, Tensor rows) {
      Tensor logits = open.pass(() -> {
        Decoder layers = decoder.get();
        Tensor y = layers.transform().of(ops, ops.gather(hidden, rows));
        return ops.linear(ops.layerNorm(y, layers.norm()), layers.output());
      });
      return Finite.checked(open.model(), MASKED, logits);
    }
  }

  /** A linear layer on the vector of each text's first piece. */
  record Classes(
      OpenWeights open,
      FirstPiece first,
      Linear output,
      List<String> labels,
      TextHead.ClassKind kind)
      implements TextHead.ClassHead {
    @Override
    public Tensor logits(Ops ops, Tensor hidden, Batch batch) {
      Tensor logits = open.pass(() -> ops.linear(first.of(ops, hidden, batch), output));
      return Finite.checked(open.model(), CLASSES, logits);
    }
  }

  /** A linear layer on each piece. */
  record Tags(OpenWeights open, Linear output, List<String> labels) implements TextHead.TagHead {
    @Override
    public Tensor logits(Ops ops, Tensor hidden) {
      Tensor logits = open.pass(() -> ops.linear(hidden, output));
      return Finite.checked(open.model(), TAGS, logits);
    }
  }

  /** A linear layer on each piece, to two numbers. */
  record Answers(OpenWeights open, Linear output) implements TextHead.AnswerHead {
    @Override
    public Tensor logits(Ops ops, Tensor hidden) {
      Tensor logits = open.pass(() -> ops.linear(hidden, output));
      return Finite.checked(open.model(), ANSWERS, logits);
    }
  }

  /** A linear layer on the vector of each text's first piece, to two numbers. */
  record Next(OpenWeights open, FirstPiece first, Linear output)
      implements TextHead.NextSentenceHead {
    @Override
    public Tensor logits(Ops ops, Tensor hidden, Batch batch) {
      Tensor logits = open.pass(() -> ops.linear(first.of(ops, hidden, batch), output));
      return Finite.checked(open.model(), NEXT, logits);
    }
  }

  /** A linear layer on f(W x + b) of each piece, to one number. */
  record Replaced(OpenWeights open, Dense dense, Linear output) implements TextHead.ReplacedHead {
    @Override
    public Tensor logits(Ops ops, Tensor hidden) {
      Tensor logits = open.pass(() -> ops.linear(dense.of(ops, hidden), output));
      return Finite.checked(open.model(), REPLACED, logits);
    }
  }

  /** A sentence embedding, whose modules are valid only while the model is open. */
  record Sentence(OpenWeights open, TextHead.SentenceHead head) implements TextHead.SentenceHead {
    @Override
    public Tensor embed(Ops ops, Tensor hidden, Batch batch, int leftOut) {
      return open.pass(() -> head.embed(ops, hidden, batch, leftOut));
    }

    @Override
    public SentencePrompts prompts() {
      return head.prompts();
    }

    @Override
    public TextHead.PooledPieces pooledPieces() {
      return head.pooledPieces();
    }

    @Override
    public OptionalInt longest() {
      return head.longest();
    }
  }
}
