package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.cli.process.Found;
import io.blick.lens.report.Progress;
import io.blick.lens.report.Result;
import io.blick.lens.report.heads.LooksRequest;
import io.blick.lens.report.heads.LooksResult;
import io.blick.lens.report.heads.ProfileRequest;
import io.blick.lens.report.heads.ProfileResult;
import io.blick.lens.report.heads.PronounsRequest;
import io.blick.lens.report.heads.PronounsResult;
import io.blick.lens.report.heads.RolesRequest;
import io.blick.lens.report.heads.RolesResult;
import io.blick.lens.roles.RolesOptions;
import io.blick.lens.trace.Head;
import io.blick.models.Models;
import io.blick.models.text.TextModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code heads} prints, and what the library of the same numbers writes. */
class HeadsLibraryTest {
  private static final String NAME = "all-MiniLM-L6-v2";
  private static final String TREES = "../docs/examples/katten.conllu";
  private static final String TEXTS = "../docs/examples/texts.txt";
  private static final String EXAMPLES = """
      ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref
      x-1\tAnna met Berta before she left.\tshe\t22\tAnna\t0\tTRUE\tBerta\t9\tFALSE
      """;

  @TempDir
  private Path folder;

  private static Run heads(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "heads";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 2] = "--model";
    all[all.length - 1] = NAME;
    return Run.of(all);
  }

  private static void assertSame(Function<TextModel, Result> library, String... arguments)
      throws IOException {
    var out = new ByteArrayOutputStream();
    try (TextModel model = Models.open(Found.model(NAME))) {
      Result result = library.apply(model);
      result.json(out);
      result.tsv(out);
    }
    String[] json = arguments.clone();
    json[json.length - 1] = "--format=json";

    String printed = heads(json).out() + heads(arguments).out();

    assertThat(printed).isEqualTo(out.toString(StandardCharsets.UTF_8));
  }

  private static String[] near(String text) {
    return "heads --corpus %s --looks --layer 2 --head 1 --near %s --from sover --format tsv"
        .formatted(TREES, text)
        .concat(" --model " + NAME)
        .split(" ", -1);
  }

  @Test
  void the_text_of_near_may_be_standard_input() {
    Run given = Run.of(near("sover"));

    assertThat(given.out()).contains("\tcosine\n2\t1\t");
    assertThat(Run.reading("sover\n", near("-"))).isEqualTo(given);
  }

  @Test
  void a_profile_of_texts_is_the_same() throws IOException {
    ProfileRequest request = ProfileRequest.ofTexts(List.of("The cat sat.", "It slept."));

    assertSame(
        model -> ProfileResult.of(model, request, Progress.silent()),
        "The cat sat.",
        "It slept.",
        "--format=tsv");
  }

  @Test
  void a_profile_of_a_corpus_is_the_same() throws IOException {
    ProfileRequest request = ProfileRequest.ofCorpus(Path.of(TEXTS));

    assertSame(
        model -> ProfileResult.of(model, request, Progress.silent()),
        "--corpus",
        TEXTS,
        "--format=tsv");
  }

  @Test
  void roles_are_the_same() throws IOException {
    RolesRequest request = new RolesRequest(List.of(Path.of(TREES)), RolesOptions.strict());

    assertSame(
        model -> RolesResult.of(model, request, Progress.silent()),
        "--roles",
        TREES,
        "--format=tsv");
  }

  @Test
  void looks_are_the_same() throws IOException {
    var request = new LooksRequest(List.of(Path.of(TREES)), Optional.of(new Head(1, 4)), 2);

    assertSame(
        model -> LooksResult.of(model, request, Progress.silent()),
        "--corpus",
        TREES,
        "--looks",
        "--layer=2",
        "--head=5",
        "--examples=2",
        "--format=tsv");
  }

  @Test
  void all_that_is_asked_of_roles_is_the_same() throws IOException {
    var options = new RolesOptions(
        RolesOptions.Damage.SKIPPED,
        RolesOptions.Subtypes.TOGETHER,
        List.of("nsubj", "obj", "nmod"),
        3,
        2,
        List.of(new Head(0, 1), new Head(1, 4)));
    var request = new RolesRequest(List.of(Path.of(TREES)), options);

    assertSame(
        model -> RolesResult.of(model, request, Progress.silent()),
        "--roles",
        TREES,
        "--lenient",
        "--no-subtypes",
        "--relation=nsubj,obj",
        "--relation=nmod",
        "--top=3",
        "--examples=2",
        "--silence=2-5,1-2",
        "--format=tsv");
  }

  @Test
  void pronouns_are_the_same() throws IOException {
    Path file = Files.writeString(folder.resolve("x.tsv"), EXAMPLES);

    assertSame(
        model -> PronounsResult.of(model, new PronounsRequest(file), Progress.silent()),
        "--pronouns",
        file.toString(),
        "--format=tsv");
  }

  @Test
  void what_is_wrong_with_a_file_is_told_before_a_model_is_opened() throws IOException {
    String pronouns =
        Files.writeString(folder.resolve("x.tsv"), EXAMPLES + "x-2\n").toString();
    String roles = Files.writeString(folder.resolve("x.conllu"), "cats\n").toString();
    String none = folder.toString();

    assertThat(Run.of("heads", "--pronouns", pronouns, "--model", none).err())
        .isEqualTo("blick: gap: x.tsv: line 3: it must have 10 columns, as the first line has;"
            + " got 1\n");
    assertThat(Run.of("heads", "--roles", roles, "--model", none).err())
        .isEqualTo("blick: roles: " + roles
            + ", line 1: a line must have 10 columns between tabs; got 1\n");
    assertThat(Run.of("heads", "--corpus", none, "--model", none).err())
        .isEqualTo("blick: --corpus must name a file; got the folder " + none + "\n");
  }
}
