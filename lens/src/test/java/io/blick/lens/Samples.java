package io.blick.lens;

import io.blick.core.attention.Cuts;
import io.blick.core.tensor.Parallel;
import io.blick.lens.ablation.Intervention;
import io.blick.lens.ablation.output.OutputMeasure;
import io.blick.lens.attribution.AttributionMethod;
import io.blick.lens.report.Progress;
import io.blick.lens.report.ablation.AblationMeasure;
import io.blick.lens.report.ablation.AblationRequest;
import io.blick.lens.report.attribution.AttributionBy;
import io.blick.lens.report.attribution.AttributionOutput;
import io.blick.lens.report.attribution.AttributionRequest;
import io.blick.lens.report.compare.CompareRequest;
import io.blick.lens.report.heads.CheckedRequest;
import io.blick.lens.report.heads.InductionRequest;
import io.blick.lens.report.heads.LooksRequest;
import io.blick.lens.report.heads.ProfileRequest;
import io.blick.lens.report.heads.PronounsRequest;
import io.blick.lens.report.heads.RolesRequest;
import io.blick.lens.report.look.FillRequest;
import io.blick.lens.report.look.LookRequest;
import io.blick.lens.report.look.LookTarget;
import io.blick.lens.report.look.StepsPiece;
import io.blick.lens.report.look.StepsRequest;
import io.blick.lens.report.look.TokensRequest;
import io.blick.lens.report.senses.SensesRequest;
import io.blick.lens.report.task.AnswerRequest;
import io.blick.lens.report.task.ClassifyRequest;
import io.blick.lens.report.task.EmbedRequest;
import io.blick.lens.report.task.TagRequest;
import io.blick.lens.report.task.TaskTexts;
import io.blick.lens.report.task.TextNumbers;
import io.blick.lens.roles.Roles;
import io.blick.lens.roles.RolesOptions;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.Steps;
import io.blick.lens.trace.TextUnits;
import io.blick.lens.trace.TinyModel;
import io.blick.lens.trace.Trace;
import io.blick.lens.window.Windows;
import io.blick.models.task.TooLong;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import io.blick.models.token.Tokenizer;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;

/** Something of each type that a caller of the lens gives. */
final class Samples {
  private Samples() {}

  /** Returns a value of each type. */
  static Map<Class<?>, Object> all() {
    Map<Class<?>, Object> all = new HashMap<>();
    putParts(all);
    putModel(all);
    putChoices(all);
    putRequests(all);
    return all;
  }

  private static void putParts(Map<Class<?>, Object> all) {
    all.put(String.class, "a");
    all.put(Path.class, Path.of("absent"));
    all.put(float[].class, new float[] {1});
    all.put(OutputStream.class, OutputStream.nullOutputStream());
    all.put(List.class, List.of("a", "b"));
    all.put(Set.class, Set.of());
    all.put(Collection.class, List.of());
    all.put(Iterator.class, List.of().iterator());
    all.put(Optional.class, Optional.empty());
    all.put(OptionalInt.class, OptionalInt.empty());
    all.put(OptionalDouble.class, OptionalDouble.empty());
    all.put(double[].class, new double[] {1});
    all.put(double[][].class, new double[][] {{1}});
    all.put(OptionalLong.class, OptionalLong.empty());
    all.put(LongConsumer.class, (LongConsumer) _ -> {});
  }

  private static void putModel(Map<Class<?>, Object> all) {
    var model = new TinyModel();
    var reading = Reading.of(model, "a b");
    var trace = Trace.of(model, "a b");
    all.put(TextModel.class, model);
    all.put(Parallel.class, new Parallel(1));
    all.put(Tokenizer.class, model.tokenizer());
    all.put(Encoding.class, reading.encoding());
    all.put(Reading.class, reading);
    all.put(Trace.class, trace);
    all.put(Steps.class, Steps.of(trace, new Head(0, 0), 0));
    all.put(HeadMaps.class, trace.maps(Granularity.WORDS));
    all.put(HeadMaps.Source.class, (HeadMaps.Source) trace::pieces);
    all.put(TextUnits.class, reading.units(Granularity.WORDS));
    all.put(TextHead.MaskedHead.class, (TextHead.MaskedHead) (_, hidden, _) -> hidden);
    all.put(TextHead.AnswerHead.class, (TextHead.AnswerHead) (_, hidden) -> hidden);
    all.put(TextHead.SentenceHead.class, (TextHead.SentenceHead) (_, hidden, _, _) -> hidden);
    all.put(OutputMeasure.class, OutputMeasure.answers((_, hidden) -> hidden, reading));
    try (TextModel tagger = Encoders.open("bert-tags")) {
      all.put(TextHead.TagHead.class, tagger.head(TextHead.TagHead.class).orElseThrow());
    }
  }

  private static void putChoices(Map<Class<?>, Object> all) {
    all.put(Head.class, new Head(0, 0));
    all.put(Granularity.class, Granularity.WORDS);
    all.put(EdgeScore.class, EdgeScore.WEIGHT);
    all.put(Progress.class, Progress.silent());
    all.put(Cuts.Rest.class, Cuts.Rest.KEPT);
    all.put(AttributionMethod.class, new AttributionMethod.Occlusion(0));
    all.put(AttributionBy.class, AttributionBy.OCCLUSION);
    all.put(AttributionOutput.class, AttributionOutput.LOSS);
    all.put(TextHead.PooledPieces.class, TextHead.PooledPieces.ALL);
    all.put(AblationMeasure.class, AblationMeasure.LOSS);
    all.put(AblationRequest.Source.class, new AblationRequest.Text("a"));
    all.put(ProfileRequest.Source.class, new ProfileRequest.Texts(List.of("a")));
    all.put(Roles.class, new Roles("a", 1, 0, 1, List.of(), List.of()));
    all.put(RolesOptions.class, RolesOptions.strict());
    all.put(RolesOptions.Damage.class, RolesOptions.Damage.REFUSED);
    all.put(RolesOptions.Subtypes.class, RolesOptions.Subtypes.APART);
    all.put(LookTarget.class, new LookTarget.Everything());
    all.put(TaskTexts.class, new TaskTexts(List.of("a")));
    all.put(TooLong.class, TooLong.CUT);
    all.put(TextNumbers.class, new TextNumbers.All());
    all.put(Intervention.class, Intervention.none());
  }

  private static void putRequests(Map<Class<?>, Object> all) {
    var roles = new RolesRequest(List.of(Path.of("x")), RolesOptions.strict());
    all.put(AblationRequest.class, new AblationRequest(new AblationRequest.Text("a")));
    all.put(AttributionRequest.class, new AttributionRequest(new AblationRequest.Text("a")));
    all.put(CheckedRequest.class, new CheckedRequest<>(roles, OptionalLong.empty()));
    all.put(Object.class, roles);
    all.put(InductionRequest.class, new InductionRequest());
    all.put(ProfileRequest.class, ProfileRequest.ofTexts(List.of("a")));
    all.put(PronounsRequest.class, new PronounsRequest(Path.of("absent")));
    all.put(RolesRequest.class, roles);
    all.put(LooksRequest.class, LooksRequest.of(Path.of("absent")));
    all.put(CompareRequest.class, CompareRequest.of("a", "b"));
    all.put(RuntimeException.class, new IllegalStateException("a"));
    all.put(IntFunction.class, (IntFunction<String>) _ -> "a");
    all.put(Windows.class, Windows.of(Reading.of(new TinyModel(), "a b").encoding(), 5));
    all.put(Lens.class, Lens.of(new TinyModel()));
    all.put(LookRequest.class, LookRequest.of("a"));
    all.put(StepsPiece.class, StepsPiece.first());
    all.put(StepsRequest.class, new StepsRequest(List.of("a"), new Head(0, 0), "a"));
    all.put(TokensRequest.class, new TokensRequest("a"));
    all.put(FillRequest.class, FillRequest.of("a"));
    all.put(SensesRequest.class, new SensesRequest("a", List.of("a", "a b")));
    all.put(AnswerRequest.class, new AnswerRequest("a", "b"));
    all.put(ClassifyRequest.class, ClassifyRequest.of("a"));
    all.put(EmbedRequest.class, EmbedRequest.of("a"));
    all.put(TagRequest.class, TagRequest.of("a"));
  }
}
