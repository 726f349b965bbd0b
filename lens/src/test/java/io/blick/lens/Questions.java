package io.blick.lens;

import io.blick.core.attention.Cuts;
import io.blick.lens.report.Result;
import io.blick.lens.report.ablation.AblationRequest;
import io.blick.lens.report.ablation.NamedEdge;
import io.blick.lens.report.attribution.AttributionBy;
import io.blick.lens.report.attribution.AttributionOutput;
import io.blick.lens.report.attribution.AttributionRequest;
import io.blick.lens.report.compare.CompareRequest;
import io.blick.lens.report.heads.LooksRequest;
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
import io.blick.lens.roles.RolesOptions;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A question of each kind that a lens answers, for the small encoders. */
public final class Questions {
  private static final List<String> FOLDERS =
      List.of("bert-masked", "bert-classes", "bert-tags", "bert-answers");

  private static final String SENTENCES = "sentences";

  private static final String TEXT = "Anna bor i Lund.";
  private static final String MASKED = "Anna [MASK] i Lund.";
  private static final String TREES = """
      1\tAnna\t_\t_\t_\t_\t2\tnsubj\t_\t_
      2\tbor\t_\t_\t_\t_\t0\troot\t_\t_
      3\thär\t_\t_\t_\t_\t2\tadvmod\t_\t_

      1\tLund\t_\t_\t_\t_\t2\tnsubj\t_\t_
      2\tsover\t_\t_\t_\t_\t0\troot\t_\t_
      """;
  private static final String EXAMPLES = """
      ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref
      x-1\tAnna såg Lund när hon kom\thon\t18\tAnna\t0\tTRUE\tLund\t9\tFALSE
      x-2\tLund såg Anna när han kom\than\t18\tLund\t0\tFALSE\tAnna\t9\tTRUE
      """;

  private Questions() {}

  /** Opens a lens for each model that a question names; one of the models is made in a folder. */
  static Map<String, Lens> open(Path folder) {
    Map<String, Lens> lenses = new HashMap<>();
    FOLDERS.forEach(name -> lenses.put(name, Lens.open(Encoders.folder(name))));
    try {
      Path copy = Files.createDirectory(folder.resolve(SENTENCES));
      Encoders.embedding("bert", copy).close();
      lenses.put(SENTENCES, Lens.open(copy));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return lenses;
  }

  /**
   * One question.
   *
   * @param model name of the encoder that answers it
   * @param method name of the method of {@link Lens}
   * @param ask the call
   */
  public record Question(String model, String method, Function<Lens, Result> ask) {
    @Override
    public String toString() {
      return method + " of " + model;
    }
  }

  /** Returns the questions; those that need files get them in a folder. */
  public static List<Question> all(Path folder) {
    Path lines = written(folder, "x.txt", TEXT + "\n\nLund sover.\n");
    List<String> texts = List.of(TEXT, "Anna i Malmö");
    return Stream.of(looks(texts), corpora(folder, lines, texts), effects(lines), tasks(texts))
        .flatMap(questions -> questions)
        .toList();
  }

  /** Of what heads look at in a text. */
  private static Stream<Question> looks(List<String> texts) {
    return Stream.of(
        masked("look", lens -> lens.look(TEXT)),
        masked(
            "look",
            look(new LookTarget.OneHead(new Head(2, 1)), EdgeScore.NORM, Granularity.PIECES)),
        masked("look", look(new LookTarget.FromTo("Anna", "Lund"), EdgeScore.WEIGHT)),
        masked("look", look(new LookTarget.WholeRollout(), EdgeScore.ROLLOUT)),
        masked("look", lens -> lens.look(LookRequest.of(TEXT), 5)),
        masked("look", lens -> lens.look(windowedRollout(), 5)),
        masked("compare", compare(new LookTarget.Everything(), EdgeScore.WEIGHT)),
        masked("compare", compare(new LookTarget.OneHead(new Head(2, 1)), EdgeScore.NORM)),
        masked("compare", compare(new LookTarget.FromTo("Anna", "i"), EdgeScore.WEIGHT)),
        masked("compare", lens -> lens.compare(lens, LookRequest.of(TEXT))),
        masked("compare", lens -> lens.compare(lens, rollout())),
        masked("steps", lens -> lens.steps(new StepsRequest(texts, new Head(1, 1), "Lund"))),
        masked("tokens", lens -> lens.tokens(TEXT)),
        masked("tokens", lens -> lens.tokens(new TokensRequest(""))),
        masked("fill", lens -> lens.fill(MASKED)),
        masked("fill", lens -> lens.fill(new FillRequest(List.of(MASKED), 3))));
  }

  /** Of what heads do over several texts. */
  private static Stream<Question> corpora(Path folder, Path lines, List<String> texts) {
    Path trees = written(folder, "x.conllu", TREES);
    Path examples = written(folder, "x.tsv", EXAMPLES);
    return Stream.of(
        masked("profile", lens -> lens.profile(ProfileRequest.ofTexts(texts))),
        masked("profile", lens -> lens.profile(ProfileRequest.ofCorpus(lines))),
        masked("profile", lens -> lens.profile(ProfileRequest.ofCorpus(lines).withWindow(5))),
        masked(
            "roles", lens -> lens.roles(new RolesRequest(List.of(trees), RolesOptions.strict()))),
        masked("roles", lens -> lens.roles(new RolesRequest(List.of(trees), everyRole()))),
        masked("looks", lens -> lens.looks(LooksRequest.of(trees))),
        masked(
            "looks",
            lens -> lens.looks(new LooksRequest(List.of(trees), Optional.of(new Head(1, 1)), 1))),
        masked("pronouns", lens -> lens.pronouns(new PronounsRequest(examples))),
        masked("senses", lens -> lens.senses(new SensesRequest("Anna", texts))));
  }

  /** Of what becomes of an output. */
  private static Stream<Question> effects(Path lines) {
    return Stream.of(
        masked("ablate", ablate(new AblationRequest.Text(MASKED))),
        masked("ablate", ablate(new AblationRequest.Text(TEXT))),
        masked("ablate", ablate(new AblationRequest.Corpus(lines))),
        masked(
            "ablate",
            lens -> lens.ablate(new AblationRequest(
                new AblationRequest.Corpus(lines), List.of(new Head(0, 1), new Head(1, 0))))),
        masked("ablate", cut(MASKED)),
        masked("ablate", cut(TEXT)),
        masked("attribute", attribute(MASKED, AttributionBy.VALUE_ZEROING)),
        masked("attribute", attribute(TEXT, AttributionBy.OCCLUSION)),
        masked(
            "attribute",
            lens -> lens.attribute(new AttributionRequest(
                new AblationRequest.Pair(TEXT, "Malmö"),
                AttributionBy.VALUE_ZEROING,
                AttributionOutput.MIXING))),
        new Question("bert-tags", "attribute", attribute(TEXT, AttributionBy.VALUE_ZEROING)),
        new Question("bert-classes", "ablate", ablate(new AblationRequest.Text(TEXT))),
        new Question("bert-classes", "ablate", cut(TEXT)),
        new Question("bert-tags", "ablate", cut(TEXT)),
        new Question("bert-answers", "ablate", ablate(new AblationRequest.Asked(TEXT, "Anna"))),
        new Question(SENTENCES, "ablate", cut(TEXT)));
  }

  /** Of what models say. */
  private static Stream<Question> tasks(List<String> texts) {
    var taskTexts = new TaskTexts(texts);
    return Stream.of(
        new Question(SENTENCES, "look", lens -> lens.look(TEXT)),
        new Question(SENTENCES, "embed", lens -> lens.embed(TEXT)),
        new Question(SENTENCES, "embed", lens -> lens.embed(new EmbedRequest(taskTexts))),
        new Question("bert-classes", "classify", lens -> lens.classify(TEXT)),
        new Question(
            "bert-classes",
            "classify",
            lens -> lens.classify(new ClassifyRequest(taskTexts, Optional.of(TEXT)))),
        new Question("bert-tags", "tag", lens -> lens.tag(TEXT)),
        new Question("bert-tags", "tag", lens -> lens.tag(new TagRequest(taskTexts))),
        new Question(
            "bert-answers", "answer", lens -> lens.answer(new AnswerRequest(TEXT, "Anna", 2))));
  }

  private static RolesOptions everyRole() {
    return new RolesOptions(
        RolesOptions.Damage.SKIPPED,
        RolesOptions.Subtypes.TOGETHER,
        List.of("nsubj"),
        2,
        1,
        List.of(new Head(0, 1)));
  }

  private static Question masked(String method, Function<Lens, Result> ask) {
    return new Question("bert-masked", method, ask);
  }

  private static Function<Lens, Result> look(LookTarget target, EdgeScore score) {
    return look(target, score, Granularity.WORDS);
  }

  private static Function<Lens, Result> look(
      LookTarget target, EdgeScore score, Granularity granularity) {
    return lens -> lens.look(new LookRequest(List.of(TEXT, "Malmö"), target, score, granularity));
  }

  private static Function<Lens, Result> compare(LookTarget target, EdgeScore score) {
    return lens -> lens.compare(
        new CompareRequest(TEXT, "Anna sover i Malmö", target, score, Granularity.WORDS));
  }

  private static LookRequest windowedRollout() {
    return new LookRequest(
        List.of(TEXT), new LookTarget.Rollout(1), EdgeScore.ROLLOUT, Granularity.PIECES);
  }

  private static LookRequest rollout() {
    return new LookRequest(
        List.of(TEXT, "Malmö"), new LookTarget.Rollout(1), EdgeScore.ROLLOUT, Granularity.PIECES);
  }

  private static Function<Lens, Result> ablate(AblationRequest.Source source) {
    return lens -> lens.ablate(new AblationRequest(source));
  }

  private static Function<Lens, Result> attribute(String text, AttributionBy by) {
    return lens -> lens.attribute(new AttributionRequest(new AblationRequest.Text(text), by));
  }

  private static Function<Lens, Result> cut(String text) {
    return lens -> lens.ablate(new AblationRequest(
        new AblationRequest.Text(text),
        List.of(new Head(1, 0)),
        List.of(new NamedEdge("Anna", "Lund")),
        List.of(new Head(1, 1)),
        Cuts.Rest.KEPT,
        2));
  }

  private static Path written(Path folder, String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
