package io.blick.lens;

import io.blick.lens.argument.Required;
import io.blick.lens.report.Progress;
import io.blick.lens.report.ablation.AblationRequest;
import io.blick.lens.report.ablation.AblationResult;
import io.blick.lens.report.attribution.AttributionRequest;
import io.blick.lens.report.attribution.AttributionResult;
import io.blick.lens.report.compare.CompareRequest;
import io.blick.lens.report.compare.CompareResult;
import io.blick.lens.report.heads.LooksRequest;
import io.blick.lens.report.heads.LooksResult;
import io.blick.lens.report.heads.ProfileRequest;
import io.blick.lens.report.heads.ProfileResult;
import io.blick.lens.report.heads.PronounsRequest;
import io.blick.lens.report.heads.PronounsResult;
import io.blick.lens.report.heads.RolesRequest;
import io.blick.lens.report.heads.RolesResult;
import io.blick.lens.report.look.FillRequest;
import io.blick.lens.report.look.FillResult;
import io.blick.lens.report.look.LookRequest;
import io.blick.lens.report.look.LookResult;
import io.blick.lens.report.look.StepsRequest;
import io.blick.lens.report.look.StepsResult;
import io.blick.lens.report.look.TokensRequest;
import io.blick.lens.report.look.TokensResult;
import io.blick.lens.report.look.WindowedLookResult;
import io.blick.lens.report.senses.SensesRequest;
import io.blick.lens.report.senses.SensesResult;
import io.blick.lens.report.task.AnswerRequest;
import io.blick.lens.report.task.AnswerResult;
import io.blick.lens.report.task.ClassifyRequest;
import io.blick.lens.report.task.ClassifyResult;
import io.blick.lens.report.task.EmbedRequest;
import io.blick.lens.report.task.EmbedResult;
import io.blick.lens.report.task.TagRequest;
import io.blick.lens.report.task.TagResult;
import io.blick.models.Models;
import io.blick.models.text.SharedModel;
import io.blick.models.text.TextModel;
import java.nio.file.Path;
import java.util.List;

/**
 * An open model, and all that can be asked of it: each command's request has a method of its name,
 * and the result writes the bytes that the command writes.
 *
 * <p>Safe for many threads. A request that finds none running computes on all cores; one that comes
 * meanwhile computes on its caller's thread, so that none waits for another. The results are the
 * same bits in either case. A result no longer needs the lens, and never changes.
 *
 * <pre>{@code
 * try (Lens lens = Lens.open(folder)) {
 *   LookResult looked = lens.look("The cat sat on the mat");
 *   looked.json(out);
 * }
 * }</pre>
 *
 * <p>Every method throws a {@link NullPointerException} that says what is missing where a caller
 * gives null, and an {@link IllegalStateException} after {@link #close}, or if the model computes a
 * number that is not finite.
 */
public final class Lens implements AutoCloseable {
  private static final String OPERATION = "lens";

  private final SharedModel shared;

  private Lens(SharedModel shared) {
    this.shared = shared;
  }

  /**
   * Opens the model in a folder of Hugging Face's layout (docs/files.md). The lens owns it.
   *
   * @throws IllegalArgumentException if a file is missing
   * @throws io.blick.models.format.FormatException if a file is malformed, or the model's type is
   *     not supported
   */
  public static Lens open(Path folder) {
    TextModel model = Models.open(Required.of(OPERATION, "folder", folder));
    return new Lens(SharedModel.owning(OPERATION, model));
  }

  /**
   * Returns a lens on a model that is open already, and that stays open when the lens is closed.
   */
  public static Lens of(TextModel model) {
    return new Lens(SharedModel.borrowing(OPERATION, Required.of(OPERATION, "model", model)));
  }

  /** Returns the model. */
  public TextModel model() {
    return shared.model();
  }

  /**
   * Returns what the user may not expect of the model, one sentence each; usually none. The notes
   * of a result say what is to be known of its texts.
   */
  public List<String> notes() {
    return model().notes();
  }

  /** Returns what all heads look at in a text, by weights between words. */
  public LookResult look(String text) {
    return look(LookRequest.of(text));
  }

  /**
   * Returns what heads look at in a text.
   *
   * @see LookResult#of(TextModel, LookRequest)
   */
  public LookResult look(LookRequest request) {
    return shared.onCores(threads -> LookResult.of(threads, model(), request));
  }

  /**
   * Returns what heads look at in a text of any length, read in windows.
   *
   * @param window the largest number of pieces of a window, with those that the model adds
   * @see WindowedLookResult#of(TextModel, LookRequest, int)
   */
  public WindowedLookResult look(LookRequest request, int window) {
    return shared.onCores(threads -> WindowedLookResult.of(threads, model(), request, window));
  }

  /**
   * Returns how the heads look at two texts, and where that differs.
   *
   * @see CompareResult#of(TextModel, CompareRequest)
   */
  public CompareResult compare(CompareRequest request) {
    return shared.onCores(threads -> CompareResult.of(threads, model(), request));
  }

  /**
   * Returns what the heads of this model and of another look at in one text.
   *
   * @param against a lens on the other model, the second side
   * @see CompareResult#of(TextModel, TextModel, LookRequest)
   */
  public CompareResult compare(Lens against, LookRequest request) {
    Lens other = Required.of(OPERATION, "lens to compare with", against);
    return shared.onCores(threads ->
        other.shared.whileOpen(() -> CompareResult.of(threads, model(), other.model(), request)));
  }

  /**
   * Returns the steps by which a head comes to the weights of a word.
   *
   * @see StepsResult#of(TextModel, StepsRequest)
   */
  public StepsResult steps(StepsRequest request) {
    return shared.onCores(threads -> StepsResult.of(threads, model(), request));
  }

  /** Returns the pieces that the model reads for a text. */
  public TokensResult tokens(String text) {
    return tokens(new TokensRequest(text));
  }

  /**
   * Returns the pieces that the model reads for a text.
   *
   * @see TokensResult#of(TextModel, TokensRequest)
   */
  public TokensResult tokens(TokensRequest request) {
    return shared.whileOpen(() -> TokensResult.of(model(), request));
  }

  /** Returns the best guesses for each mask of a text. */
  public FillResult fill(String text) {
    return fill(FillRequest.of(text));
  }

  /**
   * Returns guesses for each mask of a text.
   *
   * @see FillResult#of(TextModel, FillRequest)
   */
  public FillResult fill(FillRequest request) {
    return shared.onCores(threads -> FillResult.of(threads, model(), request));
  }

  /**
   * Returns what each head does on average, over texts.
   *
   * @see ProfileResult#of(TextModel, ProfileRequest, Progress)
   */
  public ProfileResult profile(ProfileRequest request) {
    return profile(request, Progress.silent());
  }

  /**
   * Returns what each head does on average, over texts.
   *
   * @param progress receives how many texts of a corpus are done
   * @see ProfileResult#of(TextModel, ProfileRequest, Progress)
   */
  public ProfileResult profile(ProfileRequest request, Progress progress) {
    return shared.onCores(threads -> ProfileResult.of(threads, model(), request, progress));
  }

  /**
   * Returns how well each head points from a word to its syntactic partner.
   *
   * @see RolesResult#of(TextModel, RolesRequest, Progress)
   */
  public RolesResult roles(RolesRequest request) {
    return roles(request, Progress.silent());
  }

  /**
   * Returns how well each head points from a word to its syntactic partner.
   *
   * @param progress receives how many sentences are done
   * @see RolesResult#of(TextModel, RolesRequest, Progress)
   */
  public RolesResult roles(RolesRequest request, Progress progress) {
    return shared.onCores(threads -> RolesResult.of(threads, model(), request, progress));
  }

  /**
   * Returns what each head looks at over a treebank.
   *
   * @see LooksResult#of(TextModel, LooksRequest, Progress)
   */
  public LooksResult looks(LooksRequest request) {
    return looks(request, Progress.silent());
  }

  /**
   * Returns what each head looks at over a treebank.
   *
   * @param progress receives how many sentences are done
   * @see LooksResult#of(TextModel, LooksRequest, Progress)
   */
  public LooksResult looks(LooksRequest request, Progress progress) {
    return shared.onCores(threads -> LooksResult.of(threads, model(), request, progress));
  }

  /**
   * Returns how well each head links a pronoun to the name that it means.
   *
   * @see PronounsResult#of(TextModel, PronounsRequest, Progress)
   */
  public PronounsResult pronouns(PronounsRequest request) {
    return pronouns(request, Progress.silent());
  }

  /**
   * Returns how well each head links a pronoun to the name that it means.
   *
   * @param progress receives how many examples are done
   * @see PronounsResult#of(TextModel, PronounsRequest, Progress)
   */
  public PronounsResult pronouns(PronounsRequest request, Progress progress) {
    return shared.onCores(threads -> PronounsResult.of(threads, model(), request, progress));
  }

  /**
   * Returns what becomes of the model's output when heads are silenced or edges cut.
   *
   * @see AblationResult#of(TextModel, AblationRequest, Progress)
   */
  public AblationResult ablate(AblationRequest request) {
    return ablate(request, Progress.silent());
  }

  /**
   * Returns what becomes of the model's output when heads are silenced or edges cut.
   *
   * @param progress receives how many passes are done, where each head is silenced in turn
   * @see AblationResult#of(TextModel, AblationRequest, Progress)
   */
  public AblationResult ablate(AblationRequest request, Progress progress) {
    return shared.onCores(threads -> AblationResult.of(threads, model(), request, progress));
  }

  /**
   * Returns how much each word of a text matters for the model's output, beside attention.
   *
   * @see AttributionResult#of(TextModel, AttributionRequest, Progress)
   */
  public AttributionResult attribute(AttributionRequest request) {
    return attribute(request, Progress.silent());
  }

  /**
   * Returns how much each word of a text matters for the model's output, beside attention.
   *
   * @param progress receives how many passes are done
   * @see AttributionResult#of(TextModel, AttributionRequest, Progress)
   */
  public AttributionResult attribute(AttributionRequest request, Progress progress) {
    return shared.onCores(threads -> AttributionResult.of(threads, model(), request, progress));
  }

  /**
   * Returns how similar the vectors of one word are in several texts.
   *
   * @see SensesResult#of(TextModel, SensesRequest, Progress)
   */
  public SensesResult senses(SensesRequest request) {
    return senses(request, Progress.silent());
  }

  /**
   * Returns how similar the vectors of one word are in several texts.
   *
   * @param progress receives how many texts are done
   * @see SensesResult#of(TextModel, SensesRequest, Progress)
   */
  public SensesResult senses(SensesRequest request, Progress progress) {
    return shared.onCores(threads -> SensesResult.of(threads, model(), request, progress));
  }

  /** Returns the vector of a text. */
  public EmbedResult embed(String text) {
    return embed(EmbedRequest.of(text));
  }

  /**
   * Returns the vectors of texts.
   *
   * @see EmbedResult#of(TextModel, EmbedRequest)
   */
  public EmbedResult embed(EmbedRequest request) {
    return shared.onCores(threads -> EmbedResult.of(threads, model(), request));
  }

  /** Returns the classes of a text. */
  public ClassifyResult classify(String text) {
    return classify(ClassifyRequest.of(text));
  }

  /**
   * Returns the classes of texts, or of pairs of them.
   *
   * @see ClassifyResult#of(TextModel, ClassifyRequest)
   */
  public ClassifyResult classify(ClassifyRequest request) {
    return shared.onCores(threads -> ClassifyResult.of(threads, model(), request));
  }

  /** Returns the tagged spans of a text. */
  public TagResult tag(String text) {
    return tag(TagRequest.of(text));
  }

  /**
   * Returns the tagged spans of texts.
   *
   * @see TagResult#of(TextModel, TagRequest)
   */
  public TagResult tag(TagRequest request) {
    return shared.onCores(threads -> TagResult.of(threads, model(), request));
  }

  /**
   * Returns the answers that a text has to a question.
   *
   * @see AnswerResult#of(TextModel, AnswerRequest)
   */
  public AnswerResult answer(AnswerRequest request) {
    return shared.onCores(threads -> AnswerResult.of(threads, model(), request));
  }

  /**
   * Ends the threads, and closes the model if the lens has opened it. Requests that run in other
   * threads end with their result, or with the exception for a call after close. A second call does
   * nothing.
   */
  @Override
  public void close() {
    shared.close();
  }
}
