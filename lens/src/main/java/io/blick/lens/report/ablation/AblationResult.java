package io.blick.lens.report.ablation;

import io.blick.core.tensor.Parallel;
import io.blick.lens.ablation.Ablation;
import io.blick.lens.ablation.CorpusAblation;
import io.blick.lens.ablation.GuessChange;
import io.blick.lens.ablation.GuessEffect;
import io.blick.lens.ablation.PieceLoss;
import io.blick.lens.ablation.TextAblation;
import io.blick.lens.report.Progress;
import io.blick.lens.report.RequestException;
import io.blick.lens.report.Result;
import io.blick.lens.report.request.Guesser;
import io.blick.lens.text.Terminal;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** What becomes of a model's guesses when heads are silenced or edges cut. */
public sealed interface AblationResult extends Result {

  /** Returns the model's name. */
  String model();

  /** Returns what was asked. */
  AblationRequest request();

  /**
   * Each head silenced in turn, in a text with a mask.
   *
   * @param heads the largest mean distance first
   */
  record HeadsByGuesses(
      String model, AblationRequest request, List<GuessEffect> heads, List<String> notes)
      implements AblationResult {
    /** Copies the lists. */
    public HeadsByGuesses {
      heads = List.copyOf(heads);
      notes = List.copyOf(notes);
    }
  }

  /**
   * Each head silenced in turn, in a text without a mask.
   *
   * @param found the loss, and the heads ranked
   */
  record HeadsByLoss(String model, AblationRequest request, TextAblation found, List<String> notes)
      implements AblationResult {
    /** Copies the list. */
    public HeadsByLoss {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Each head silenced in turn, in a corpus.
   *
   * @param found the loss, and the heads ranked
   */
  record HeadsByCorpus(String model, AblationRequest request, CorpusAblation found)
      implements AblationResult {}

  /**
   * The guesses before and after what was asked for.
   *
   * @param masks of each mask, in reading order
   */
  record Guesses(String model, AblationRequest request, List<GuessChange> masks, List<String> notes)
      implements AblationResult {
    /** Copies the lists. */
    public Guesses {
      masks = List.copyOf(masks);
      notes = List.copyOf(notes);
    }
  }

  /**
   * The losses before and after what was asked for.
   *
   * @param pieces of each piece
   */
  record Losses(String model, AblationRequest request, List<PieceLoss> pieces, List<String> notes)
      implements AblationResult {
    /** Copies the lists. */
    public Losses {
      pieces = List.copyOf(pieces);
      notes = List.copyOf(notes);
    }

    /** Returns the mean loss before. */
    public double before() {
      return pieces.stream().mapToDouble(PieceLoss::before).average().orElse(0);
    }

    /** Returns the mean loss after. */
    public double after() {
      return pieces.stream().mapToDouble(PieceLoss::after).average().orElse(0);
    }
  }

  /**
   * Runs the model with and without.
   *
   * @param progress is told how many runs of a text are done, where each head is silenced in turn
   * @throws RequestException if the model has no masked-language head or its tokenizer no mask
   *     piece, if the model has not the heads, or if the corpus has no line that can be masked
   * @throws io.blick.lens.trace.TextException if the model cannot run the text, or if it has not
   *     the words
   * @throws io.blick.lens.corpus.CorpusException if a line of the corpus is no text
   * @throws java.io.UncheckedIOException if the corpus cannot be read
   */
  static AblationResult of(TextModel model, AblationRequest request, Progress progress) {
    Guesser guesser = Guesser.of("ablate", model);
    try (Parallel threads = Parallel.ofCores();
        Ablation ablation = Ablation.on(threads, model, guesser.head(), guesser.mask())) {
      return new AblationRun(model, ablation, request, progress).result();
    }
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
