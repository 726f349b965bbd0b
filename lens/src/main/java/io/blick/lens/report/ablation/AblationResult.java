package io.blick.lens.report.ablation;

import io.blick.core.tensor.Parallel;
import io.blick.lens.ablation.CorpusAblation;
import io.blick.lens.ablation.CorpusChange;
import io.blick.lens.ablation.GuessChange;
import io.blick.lens.ablation.GuessEffect;
import io.blick.lens.ablation.OutputEffect;
import io.blick.lens.ablation.PieceLoss;
import io.blick.lens.ablation.TextAblation;
import io.blick.lens.ablation.output.OutputChange;
import io.blick.lens.argument.Required;
import io.blick.lens.report.Progress;
import io.blick.lens.report.RequestException;
import io.blick.lens.report.Result;
import io.blick.lens.report.request.Threads;
import io.blick.lens.text.Terminal;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The effect on a model's output of silencing heads or cutting edges. */
public sealed interface AblationResult extends Result {
  /** The mask as BERT spells it. */
  String BERTS_MASK = "[MASK]";

  /** Returns the model's name. */
  String model();

  /** Returns the request. */
  AblationRequest request();

  /**
   * The heads ranked by how much the guesses for a text's masks change when each is silenced in
   * turn.
   *
   * @param heads the head with the largest mean distance first
   * @param mask how the model spells its mask
   */
  record RankedByGuesses(
      String model,
      AblationRequest request,
      List<GuessEffect> heads,
      List<String> notes,
      String mask)
      implements AblationResult {
    /** Copies the lists. */
    public RankedByGuesses {
      heads = List.copyOf(heads);
      notes = List.copyOf(notes);
    }

    /** Makes the result of a model that spells its mask as BERT does. */
    public RankedByGuesses(
        String model, AblationRequest request, List<GuessEffect> heads, List<String> notes) {
      this(model, request, heads, notes, BERTS_MASK);
    }
  }

  /**
   * The heads ranked by how much the loss of a text without masks changes when each is silenced in
   * turn.
   *
   * @param ablation the loss, and the heads ranked
   */
  record RankedByLoss(
      String model, AblationRequest request, TextAblation ablation, List<String> notes)
      implements AblationResult {
    /** Copies the list. */
    public RankedByLoss {
      notes = List.copyOf(notes);
    }
  }

  /**
   * The heads ranked by how much the loss of a corpus changes when each is silenced in turn.
   *
   * @param ablation the loss, and the heads ranked
   */
  record RankedByCorpus(String model, AblationRequest request, CorpusAblation ablation)
      implements AblationResult {}

  /**
   * The loss of a corpus before and after the heads of the request are silenced together.
   *
   * @param change the loss, and by how much it is more
   */
  record CorpusChanged(String model, AblationRequest request, CorpusChange change)
      implements AblationResult {}

  /**
   * The guesses before and after the heads and edges of the request are taken out.
   *
   * @param masks the change at each mask, in reading order
   * @param mask how the model spells its mask
   */
  record GuessChanges(
      String model,
      AblationRequest request,
      List<GuessChange> masks,
      List<String> notes,
      String mask)
      implements AblationResult {
    /** Copies the lists. */
    public GuessChanges {
      masks = List.copyOf(masks);
      notes = List.copyOf(notes);
    }

    /** Makes the result of a model that spells its mask as BERT does. */
    public GuessChanges(
        String model, AblationRequest request, List<GuessChange> masks, List<String> notes) {
      this(model, request, masks, notes, BERTS_MASK);
    }
  }

  /**
   * The losses before and after the heads and edges of the request are taken out.
   *
   * @param pieces the loss of each piece, in reading order
   */
  record PieceLosses(
      String model, AblationRequest request, List<PieceLoss> pieces, List<String> notes)
      implements AblationResult {
    /** Copies the lists. */
    public PieceLosses {
      pieces = List.copyOf(pieces);
      notes = List.copyOf(notes);
    }

    /** Returns the mean loss of the pieces before, in nats. */
    public double before() {
      return pieces.stream().mapToDouble(PieceLoss::before).average().orElse(0);
    }

    /** Returns the mean loss of the pieces after, in nats. */
    public double after() {
      return pieces.stream().mapToDouble(PieceLoss::after).average().orElse(0);
    }
  }

  /**
   * The heads ranked by how much what the model says of a text changes when each is silenced in
   * turn: its classes, the tags of its words, the answer to a question, its vector.
   *
   * @param heads the head with the largest distance first; the changes are all of one kind
   */
  record RankedByOutput(
      String model, AblationRequest request, List<OutputEffect> heads, List<String> notes)
      implements AblationResult {
    /** Copies the lists. */
    public RankedByOutput {
      heads = List.copyOf(heads);
      notes = List.copyOf(notes);
    }
  }

  /**
   * The output for a text before and after the heads and edges of the request are taken out.
   *
   * @param change what it says, and how far that is apart
   */
  record OutputChanged(
      String model, AblationRequest request, OutputChange change, List<String> notes)
      implements AblationResult {
    /** Copies the list. */
    public OutputChanged {
      notes = List.copyOf(notes);
    }
  }

  /** Returns what was measured. */
  default AblationMeasure of() {
    return switch (this) {
      case RankedByGuesses _ -> AblationMeasure.GUESSES;
      case GuessChanges _ -> AblationMeasure.GUESSES;
      case RankedByLoss _ -> AblationMeasure.LOSS;
      case RankedByCorpus _ -> AblationMeasure.LOSS;
      case CorpusChanged _ -> AblationMeasure.LOSS;
      case PieceLosses _ -> AblationMeasure.LOSS;
      case RankedByOutput ranked -> of(ranked.heads().getFirst().change());
      case OutputChanged changed -> of(changed.change());
    };
  }

  private static AblationMeasure of(OutputChange change) {
    return switch (change) {
      case OutputChange.ClassChange _ -> AblationMeasure.CLASS;
      case OutputChange.TagChange _ -> AblationMeasure.TAGS;
      case OutputChange.AnswerChange _ -> AblationMeasure.ANSWER;
      case OutputChange.VectorChange _ -> AblationMeasure.EMBEDDING;
    };
  }

  /**
   * Runs the model as it is and without the heads and edges.
   *
   * @param progress receives how many passes are done, where each head is silenced in turn
   * @throws RequestException if the model lacks what is to be measured or its tokenizer a mask
   *     piece, if the model lacks a head of the request, or if the corpus is not there
   * @throws io.blick.lens.trace.TextException if the model cannot run the text, or if the text
   *     lacks a mask or a word of the request
   * @throws IllegalArgumentException if there is a pair and the model's tokenizer makes none
   * @throws io.blick.lens.corpus.CorpusException if a line of the corpus is no text, or none can be
   *     masked
   * @throws java.io.UncheckedIOException if the corpus cannot be read
   */
  static AblationResult of(TextModel model, AblationRequest request, Progress progress) {
    return of(new Threads.Own(), model, request, progress);
  }

  /**
   * Does the same on the caller's threads, which stay open.
   *
   * @throws RequestException if the model lacks what is to be measured or its tokenizer a mask
   *     piece, if the model lacks a head of the request, or if the corpus is not there
   * @throws io.blick.lens.trace.TextException if the model cannot run the text, or if the text
   *     lacks a mask or a word of the request
   * @throws IllegalArgumentException if there is a pair and the model's tokenizer makes none
   * @throws io.blick.lens.corpus.CorpusException if a line of the corpus is no text, or none can be
   *     masked
   * @throws java.io.UncheckedIOException if the corpus cannot be read
   */
  static AblationResult of(
      Parallel threads, TextModel model, AblationRequest request, Progress progress) {
    return of(Threads.of("ablate", threads), model, request, progress);
  }

  private static AblationResult of(
      Threads threads, TextModel model, AblationRequest request, Progress progress) {
    Required.of("ablate", "model", model);
    Required.of("ablate", "request", request);
    Required.of("ablate", "progress", progress);
    return threads.forMany(all -> new AblationRun(all, model, request, progress).result());
  }

  @Override
  default String text(Terminal terminal) {
    return AblationText.of(this, terminal);
  }

  @Override
  default void json(OutputStream out) throws IOException {
    AblationJson.write(this, out);
  }

  @Override
  default void tsv(OutputStream out) throws IOException {
    AblationTables.values(this).tsv(out);
  }
}
