package io.blick.lens;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.attention.Cuts;
import io.blick.core.tensor.Parallel;
import io.blick.lens.ablation.Intervention;
import io.blick.lens.ablation.output.OutputMeasure;
import io.blick.lens.report.Progress;
import io.blick.lens.report.Result;
import io.blick.lens.report.ablation.AblationMeasure;
import io.blick.lens.report.ablation.AblationRequest;
import io.blick.lens.report.heads.CheckedRequest;
import io.blick.lens.report.heads.ProfileRequest;
import io.blick.lens.report.heads.PronounsRequest;
import io.blick.lens.report.heads.RolesRequest;
import io.blick.lens.report.look.FillRequest;
import io.blick.lens.report.look.LookRequest;
import io.blick.lens.report.look.LookTarget;
import io.blick.lens.report.look.StepsRequest;
import io.blick.lens.report.look.TokensRequest;
import io.blick.lens.report.senses.SensesRequest;
import io.blick.lens.report.task.AnswerRequest;
import io.blick.lens.report.task.ClassifyRequest;
import io.blick.lens.report.task.EmbedRequest;
import io.blick.lens.report.task.TagRequest;
import io.blick.lens.report.task.TaskTexts;
import io.blick.lens.report.task.TextNumbers;
import io.blick.lens.roles.RolesOptions;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextUnits;
import io.blick.lens.trace.TinyModel;
import io.blick.lens.trace.Trace;
import io.blick.models.task.TooLong;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import io.blick.models.token.Tokenizer;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a caller must give is asked for in a sentence, wherever it is missing. */
class NothingMissingTest {
  private static final String SENTENCE =
      "[a-z]+: (the .+ must not be null|none of the .+ may be null; got null as number 2)";

  /** Packages of which every public static method is called. */
  private static final Set<String> ENTRIES = Set.of(
      "io.blick.lens",
      "io.blick.lens.ablation",
      "io.blick.lens.ablation.output",
      "io.blick.lens.coreference",
      "io.blick.lens.corpus",
      "io.blick.lens.flow",
      "io.blick.lens.profile",
      "io.blick.lens.report",
      "io.blick.lens.report.ablation",
      "io.blick.lens.report.heads",
      "io.blick.lens.report.look",
      "io.blick.lens.report.senses",
      "io.blick.lens.report.task",
      "io.blick.lens.roles",
      "io.blick.lens.senses",
      "io.blick.lens.trace");

  /** Types beside the requests that callers make. */
  private static final Set<Class<?>> MADE_BY_CALLERS =
      Set.of(Reading.class, RolesOptions.class, Intervention.class, Intervention.Edge.class);

  private final Map<Class<?>, Object> samples = samples();

  private static Map<Class<?>, Object> samples() {
    var model = new TinyModel();
    var reading = Reading.of(model, "a b");
    var trace = Trace.of(model, "a b");
    var roles = new RolesRequest(List.of(Path.of("x")), RolesOptions.strict());
    Map<Class<?>, Object> all = new HashMap<>();
    all.put(TextModel.class, model);
    all.put(Parallel.class, new Parallel(1));
    all.put(Tokenizer.class, model.tokenizer());
    all.put(Encoding.class, reading.encoding());
    all.put(Reading.class, reading);
    all.put(Trace.class, trace);
    all.put(HeadMaps.class, trace.maps(Granularity.WORDS));
    all.put(HeadMaps.Source.class, (HeadMaps.Source) trace::pieces);
    all.put(TextUnits.class, reading.units(Granularity.WORDS));
    all.put(Head.class, new Head(0, 0));
    all.put(Granularity.class, Granularity.WORDS);
    all.put(EdgeScore.class, EdgeScore.WEIGHT);
    all.put(TextHead.MaskedHead.class, (TextHead.MaskedHead) (_, hidden, _) -> hidden);
    all.put(TextHead.AnswerHead.class, (TextHead.AnswerHead) (_, hidden) -> hidden);
    all.put(TextHead.SentenceHead.class, (TextHead.SentenceHead) (_, hidden, _, _) -> hidden);
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
    all.put(OptionalLong.class, OptionalLong.empty());
    all.put(LongConsumer.class, (LongConsumer) _ -> {});
    all.put(Progress.class, Progress.silent());
    all.put(Cuts.Rest.class, Cuts.Rest.KEPT);
    all.put(AblationMeasure.class, AblationMeasure.LOSS);
    all.put(AblationRequest.Source.class, new AblationRequest.Text("a"));
    all.put(AblationRequest.class, new AblationRequest(new AblationRequest.Text("a")));
    all.put(CheckedRequest.class, new CheckedRequest<>(roles, OptionalLong.empty()));
    all.put(Object.class, roles);
    try (TextModel tagger = Encoders.open("bert-tags")) {
      all.put(TextHead.TagHead.class, tagger.head(TextHead.TagHead.class).orElseThrow());
    }
    all.put(ProfileRequest.Source.class, new ProfileRequest.Texts(List.of("a")));
    all.put(ProfileRequest.class, ProfileRequest.ofTexts(List.of("a")));
    all.put(PronounsRequest.class, new PronounsRequest(Path.of("absent")));
    all.put(RolesRequest.class, roles);
    all.put(RolesOptions.class, RolesOptions.strict());
    all.put(RolesOptions.Damage.class, RolesOptions.Damage.REFUSED);
    all.put(RolesOptions.Subtypes.class, RolesOptions.Subtypes.APART);
    all.put(LookTarget.class, new LookTarget.Everything());
    all.put(LookRequest.class, LookRequest.of("a"));
    all.put(StepsRequest.class, new StepsRequest(List.of("a"), new Head(0, 0), "a"));
    all.put(TokensRequest.class, new TokensRequest("a"));
    all.put(FillRequest.class, FillRequest.of("a"));
    all.put(SensesRequest.class, new SensesRequest("a", List.of("a", "a b")));
    all.put(TaskTexts.class, new TaskTexts(List.of("a")));
    all.put(TooLong.class, TooLong.CUT);
    all.put(TextNumbers.class, new TextNumbers.All());
    all.put(AnswerRequest.class, new AnswerRequest("a", "b"));
    all.put(ClassifyRequest.class, ClassifyRequest.of("a"));
    all.put(EmbedRequest.class, EmbedRequest.of("a"));
    all.put(TagRequest.class, TagRequest.of("a"));
    all.put(Intervention.class, Intervention.none());
    all.put(OutputMeasure.class, OutputMeasure.answers((_, hidden) -> hidden, reading));
    return all;
  }

  @Test
  void whoever_calls_without_something_is_told_what() throws Exception {
    List<String> wrong = new ArrayList<>();
    int calls = 0;
    for (Executable entry : entries()) {
      for (int parameter = 0; parameter < entry.getParameterCount(); parameter++) {
        Class<?> type = entry.getParameterTypes()[parameter];
        if (!type.isPrimitive()) {
          calls++;
          complain(entry, parameter, null, wrong);
        }
        if (Collection.class.isAssignableFrom(type) && type != Set.class) {
          complain(entry, parameter, Arrays.asList("a", null), wrong);
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(calls).isGreaterThan(150);
  }

  private void complain(Executable entry, int parameter, @Nullable Object given, List<String> wrong)
      throws ReflectiveOperationException {
    String where = entry + ", parameter " + parameter + ", given " + given;
    try {
      call(entry, parameter, given);
      wrong.add(where + ": nothing is thrown");
    } catch (InvocationTargetException thrown) {
      Throwable cause = thrown.getCause();
      if (!(cause instanceof NullPointerException)
          || !String.valueOf(cause.getMessage()).matches(SENTENCE)) {
        wrong.add(where + ": " + cause);
      }
    }
  }

  private void call(Executable entry, int parameter, @Nullable Object given)
      throws ReflectiveOperationException {
    Class<?>[] types = entry.getParameterTypes();
    @Nullable Object[] arguments = new @Nullable Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = i == parameter ? given : sample(types[i]);
    }
    switch (entry) {
      case Constructor<?> constructor -> constructor.newInstance(arguments);
      case Method method
      when Modifier.isStatic(method.getModifiers()) -> method.invoke(null, arguments);
      case Method method -> {
        try (Lens lens = Lens.of(new TinyModel())) {
          method.invoke(lens, arguments);
        }
      }
    }
  }

  private Object sample(Class<?> type) {
    if (type == int.class) {
      return 1;
    }
    if (type == long.class) {
      return 1L;
    }
    if (type == boolean.class) {
      return true;
    }
    return Objects.requireNonNull(samples.get(type), () -> "a sample of " + type);
  }

  private static List<Executable> entries() throws IOException, URISyntaxException {
    Path classes =
        Path.of(Lens.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
          .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
          .filter(name -> ENTRIES.contains(name.substring(0, name.lastIndexOf('.'))))
          .sorted()
          .flatMap(name -> entries(type(name)))
          .toList();
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Stream<Executable> entries(Class<?> type) {
    if (!isPublic(type) || Throwable.class.isAssignableFrom(type)) {
      return Stream.of();
    }
    Stream<Executable> methods = Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers())
            && !method.isSynthetic()
            && !type.isEnum()
            && (type == Lens.class || Modifier.isStatic(method.getModifiers())))
        .map(method -> method);
    return isMadeByCallers(type)
        ? Stream.concat(methods, Arrays.stream(type.getConstructors()))
        : methods;
  }

  private static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
  }

  private static boolean isMadeByCallers(Class<?> type) {
    return MADE_BY_CALLERS.contains(type)
        || (type.getPackageName().startsWith("io.blick.lens.report")
            && !Result.class.isAssignableFrom(type));
  }
}
