package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.cli.console.Screen;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments that are wrong: exit code 2, nothing on standard output, at most three lines. */
class ArgumentsTest {
  private static final String LOOK_OPTIONS =
      "options: --second, --layer, --head, --from, --to, --unit, --measure, --format, --out,"
          + " --model, --against, --against-model, --window, --debug, --help";
  private static final String COMMANDS =
      "look, steps, heads, ablate, attribute, senses, fill, complete, embed, classify, tag, answer,"
          + " tokens or models";
  private static final String DASH = "put -- before a TEXT that begins with -";

  static Stream<Arguments> wrong() {
    return Stream.of(
            wrongCommands(),
            wrongValues(),
            wrongTogether(),
            wrongAblations(),
            emptyNames(),
            wrongMeasures(),
            wrongSenses(),
            wrongTasks())
        .flatMap(all -> all);
  }

  private static Stream<Arguments> wrongTasks() {
    String missing = ": --model is missing; name a DIR that holds a model that %s, such as one from"
        + " huggingface.co";
    return Stream.of(
        wrong("embed", "blick embed: TEXT is missing; quote it, or give - to read standard input"),
        wrong(
            "embed kat - mus",
            "blick embed: TEXT - must be the only one, since each line of standard input is a text;"
                + " got 3"),
        wrong(
            "embed kat --format npi",
            "blick embed: --format must be text, json, tsv or npy; got npi; did you mean npy?"),
        wrong(
            "embed kat --too-long keep", "blick embed: --too-long must be refuse or cut; got keep"),
        wrong("classify kat", "blick classify" + missing.formatted("classifies texts")),
        wrong("tag kat", "blick tag" + missing.formatted("tags words")),
        wrong(
            "classify - --second -",
            "blick classify: TEXT and --second must not both be -, standard input"),
        wrong(
            "answer - --question -",
            "blick answer: TEXT and --question must not both be -, standard input"),
        wrong("answer kat", "blick answer: --question is missing; answer needs it"),
        wrong(
            "answer kat --question vem", "blick answer" + missing.formatted("answers questions")));
  }

  private static Stream<Arguments> wrongCommands() {
    return Stream.of(
        wrong(
            "",
            "blick: COMMAND is missing; it is " + COMMANDS,
            "blick --help shows what each is for"),
        wrong("lok", "blick: COMMAND must be " + COMMANDS + "; got lok; did you mean look?"),
        wrong("gaze", "blick: COMMAND must be " + COMMANDS + "; got gaze"),
        wrong(
            "--versoin",
            "blick: --versoin is not an option; did you mean --version?",
            "options: --version, --debug, --help"),
        wrong("look", "blick look: TEXT is missing; quote it, or give - to read standard input"),
        wrong(
            "look Katten jagade musen",
            "blick look: TEXT must be one argument; got 3",
            "quote it: \"Katten jagade musen\""),
        wrong(
            "steps Katten jagade --layer 1 --head 1 --from Katten",
            "blick steps: TEXT must be one argument; got 2",
            "quote it: \"Katten jagade\""),
        wrong("fill Katten ", "blick fill: TEXT must be one argument; got 2, one of them empty"),
        wrong(
            "fill Katten jagade",
            "blick fill: TEXT must be one argument; got 2",
            "quote it: \"Katten jagade\""),
        wrong(
            "tokens", "blick tokens: TEXT is missing; quote it, or give - to read standard input"),
        wrong(
            "look x --formt json",
            "blick look: --formt is not an option; did you mean --format?",
            LOOK_OPTIONS,
            DASH),
        wrong("look -x", "blick look: -x is not an option", LOOK_OPTIONS, DASH),
        wrong(
            "models --layer 1",
            "blick models: --layer is not an option of models, but of look, steps, heads, attribute"
                + " and senses",
            "options: --format, --out, --debug, --help"));
  }

  private static Stream<Arguments> wrongValues() {
    return Stream.of(
        wrong(
            "look x --format jsn",
            "blick look: --format must be text, json, tsv, svg or safetensors; got jsn;"
                + " did you mean json?"),
        wrong(
            "look x --format png",
            "blick look: --format must be text, json, tsv, svg or safetensors; got png"),
        wrong("fill x --format svg", "blick fill: --format must be text, json or tsv; got svg"),
        wrong(
            "look x --unit word",
            "blick look: --unit must be words or pieces; got word; did you mean words?"),
        wrong(
            "look x --format=",
            "blick look: --format must be text, json, tsv, svg or safetensors; got ''"),
        wrong("look x --out", "blick look: --out needs a value, FILE"),
        wrong("look x --from --to y", "blick look: --from needs a value, WORD"),
        wrong("look x --debug=yes", "blick look: --debug takes no value"),
        wrong(
            "look x --layer 1 --layer 2 --head 1",
            "blick look: --layer must be given once; got it twice"),
        wrong("ablate x --silence 9", heads("9")),
        wrong("ablate x --silence 9-11,", heads("9-11,")),
        wrong("ablate x --silence 0-1", heads("0-1")),
        wrong("ablate x --silence 9-11 --silence=", heads("''")),
        wrong("ablate x --cut jagade", edges("jagade")),
        wrong("ablate x --cut jagade:Katten,", edges("jagade:Katten,")),
        wrong("ablate x --cut jagade:Katten:musen", edges("jagade:Katten:musen")),
        wrong(
            "ablate x --cut a:b --others same",
            "blick ablate: --others must be renormalized or kept; got same"),
        wrong(
            "ablate x --of tag",
            "blick ablate: --of must be guesses, loss, class, tags, answer or embedding; got tag;"
                + " did you mean tags?"),
        wrong("fill x --top 0", "blick fill: --top must be a whole number from 1 on; got 0"),
        wrong("fill x --top five", "blick fill: --top must be a whole number from 1 on; got five"));
  }

  private static String heads(String got) {
    return "blick ablate: --silence must be heads, layer-head from 1 on, such as 9-11,8-4; got "
        + got;
  }

  private static String edges(String got) {
    return "blick ablate: --cut must be edges, word that looks:word looked at, such as"
        + " jagade:Katten; got "
        + got;
  }

  private static Stream<Arguments> wrongTogether() {
    return Stream.of(
        wrong("look x --layer 9", "blick look: --head is missing; --layer needs it"),
        wrong("look x --head 9", "blick look: --layer is missing; --head needs it"),
        wrong("look x --from x", "blick look: --to is missing; --from needs it"),
        wrong("look x --to x", "blick look: --from is missing; --to needs it"),
        wrong(
            "look x --layer 0 --head 1",
            "blick look: --layer must be a whole number from 1 on; got 0"),
        wrong(
            "look x --layer 1 --head -1",
            "blick look: --head must be a whole number from 1 on; got -1"),
        wrong(
            "look x --layer 1 --head 4294967297",
            "blick look: --head must be a whole number from 1 on; got 4294967297"),
        wrong(
            "look x --layer 1 --head 1 --from x --to x",
            "blick look: --layer and --head exclude --from and --to; give one pair of them"),
        wrong(
            "look x --from x --to x --unit pieces",
            "blick look: --from and --to name words, so they exclude --unit pieces"),
        wrong(
            "look - --second -",
            "blick look: TEXT and --second must not both be -, standard input"),
        wrong("look x --model=", "blick look: --model must be a NAME or a DIR; got ''"),
        wrong("steps x --head 1 --from x", "blick steps: --layer is missing; steps needs it"),
        wrong("steps x --layer 1 --from x", "blick steps: --head is missing; steps needs it"),
        wrong("steps x --layer 1 --head 1", "blick steps: --from is missing; steps needs it"),
        wrong(
            "steps x --layer 1 --head 1 --from x --piece first",
            "blick steps: --piece must be a whole number from 0 on, or all; got first"),
        wrong(
            "steps x --layer 1 --head 1 --from x --piece -1",
            "blick steps: --piece must be a whole number from 0 on, or all; got -1"),
        wrong(
            "steps x --layer 1 --head 1 --from x --to x",
            "blick steps: --to is not an option of steps, but of look",
            "options: --second, --layer, --head, --from, --piece, --format, --out, --model,"
                + " --debug, --help",
            DASH));
  }

  private static Stream<Arguments> wrongAblations() {
    return Stream.of(
        wrong("ablate x --of answer", "blick ablate: --question is missing; --of answer needs it"),
        wrong(
            "ablate x --of class --question y",
            "blick ablate: --of must be answer with --question; got class"),
        wrong(
            "ablate x --of loss --second y",
            "blick ablate: --of must be class with --second; got loss"),
        wrong(
            "ablate x --second y --question z",
            "blick ablate: --second and --question exclude each other; give one of them"),
        wrong(
            "ablate --corpus y --second z",
            "blick ablate: --second and --corpus exclude each other; --second needs a TEXT"),
        wrong(
            "ablate --corpus y --of tags",
            "blick ablate: --of tags needs one TEXT; of a --corpus only the loss is measured"),
        wrong(
            "ablate - --question -",
            "blick ablate: TEXT and --question must not both be -, standard input"),
        wrong(
            "ablate",
            "blick ablate: TEXT is missing; quote it, give - to read standard input, or give"
                + " --corpus FILE"),
        wrong(
            "ablate x --corpus y",
            "blick ablate: TEXT and --corpus exclude each other; give one of them"),
        wrong(
            "ablate --corpus y --cut a:b",
            "blick ablate: --cut and --corpus exclude each other; --cut needs a TEXT"),
        wrong(
            "ablate x --show 1-1 --silence 1-2",
            "blick ablate: --show and --silence exclude each other; --show is for each head in"
                + " turn"),
        wrong(
            "attribute",
            "blick attribute: TEXT is missing; quote it, or give - to read standard input"),
        wrong(
            "attribute x --by occlusion --layer 1",
            "blick attribute: --layer needs --by value-zeroing; got occlusion"),
        wrong(
            "attribute x --by gradients",
            "blick attribute: --by must be value-zeroing or occlusion; got gradients"),
        wrong("ablate x --in 1-1", "blick ablate: --cut is missing; --in needs it"),
        wrong("ablate x --others kept", "blick ablate: --cut is missing; --others needs it"));
  }

  private static Stream<Arguments> emptyNames() {
    return Stream.of(
        wrong("models --out=", "blick models: --out must name a FILE; got ''"),
        wrong("look x --from= --to x", "blick look: --from must name a WORD; got ''"),
        wrong("look x --from x --to=", "blick look: --to must name a WORD; got ''"),
        wrong("steps x --layer 1 --head 1 --from=", "blick steps: --from must name a WORD; got ''"),
        wrong(
            "look x --layer= --head 1",
            "blick look: --layer must be a whole number from 1 on; got ''"),
        wrong("fill x --top=", "blick fill: --top must be a whole number from 1 on; got ''"),
        wrong("ablate --corpus=", "blick ablate: --corpus must name a FILE; got ''"),
        wrong("ablate x --cut=", edges("''")),
        wrong("ablate x --cut \u00a0:b", edges("\u00a0:b")),
        wrong("heads --corpus=", "blick heads: --corpus must name a FILE; got ''"),
        wrong("heads --roles=", "blick heads: --roles must name a FILE; got ''"),
        wrong("heads --roles x ", "blick heads: FILE must name a file; got ''"),
        wrong("senses  x x", "blick senses: WORD must name a word of the TEXTs; got ''"),
        wrong("look x --out=\t", "blick look: --out must name a FILE; got ␉"),
        wrong("look x --out=\u00a0", "blick look: --out must name a FILE; got '\u00a0'"));
  }

  private static Stream<Arguments> wrongMeasures() {
    String alone = "blick look: --measure rollout is of all heads of a layer together, so it"
        + " excludes --head, --from and --to";
    return Stream.of(
        wrong(
            "look x --measure norms",
            "blick look: --measure must be weight, norm or rollout; got norms; did you mean norm?"),
        wrong("look x --measure rollout --layer 1 --head 1", alone),
        wrong("look x --measure rollout --head 1", alone),
        wrong("look x --measure rollout --from x --to x", alone),
        wrong("look x --measure rollout --to x", alone),
        wrong(
            "look x --measure rollout --layer 0",
            "blick look: --layer must be a whole number from 1 on; got 0"),
        wrong("look x --measure norm --layer 1", "blick look: --head is missing; --layer needs it"),
        wrong(
            "look x --measure norm --format safetensors",
            "blick look: --format safetensors holds weights, so it excludes --measure norm"),
        wrong(
            "look x --measure rollout --format safetensors",
            "blick look: --format safetensors holds weights, so it excludes --measure rollout"));
  }

  private static Stream<Arguments> wrongSenses() {
    return Stream.of(
        wrong("senses", "blick senses: WORD is missing; after it stand two or more TEXTs"),
        wrong("senses x", "blick senses: TEXT must be given twice or more, each quoted; got 0"),
        wrong("senses x x", "blick senses: TEXT must be given twice or more, each quoted; got 1"),
        wrong(
            "senses x,,y x y",
            "blick senses: WORD must have a form on each side of a comma; got x,,y"),
        wrong("senses x,y,x x y", "blick senses: WORD must have each form once; got x,y,x"),
        wrong("senses x - -", "blick senses: TEXT must be -, standard input, once; got it 2 times"),
        wrong(
            "senses x x x --layer 0",
            "blick senses: --layer must be a whole number from 1 on; got 0"),
        wrong(
            "senses x x x --format pdf",
            "blick senses: --format must be text, json, tsv or svg; got pdf"));
  }

  private static Arguments wrong(String arguments, String... lines) {
    return Arguments.of(arguments, String.join("\n", lines) + "\n");
  }

  @ParameterizedTest(name = "blick {0}")
  @MethodSource("wrong")
  void names_the_wrong_part_as_the_help_page_does(String arguments, String message) {
    Run run = Run.of(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));

    assertThat(run).isEqualTo(new Run(Exit.USAGE, "", message));
    assertThat(message.lines().count()).isLessThanOrEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void an_empty_name_of_the_result_is_wrong_usage(ModelCommands command, @TempDir Path folder) {
    Run run = command.run(folder.resolve("model"), "--out=");

    assertThat(run)
        .isEqualTo(new Run(
            Exit.USAGE,
            "",
            "blick %s: --out must name a FILE; got ''\n".formatted(command.command())));
  }

  @Test
  void a_treebank_that_is_not_there_is_named_with_its_option() {
    Run absent = Run.of("heads", "--roles", "/no/such");
    Run input = Run.of("heads", "--roles", "-");

    assertThat(absent.err())
        .isEqualTo("blick: --roles must name a file that exists; got /no/such\n");
    assertThat(input.err())
        .isEqualTo("blick: --roles must name a file that exists; got -; give /dev/stdin to read"
            + " standard input\n");
  }

  @Test
  void a_text_that_looks_like_an_option_stands_after_two_dashes() {
    Run run = Run.of("look", "--format", "jsn", "--", "-5 grader");

    assertThat(run.err()).contains("got jsn");
  }

  @Test
  void a_text_that_begins_with_an_at_sign_is_no_file_of_arguments() {
    Run run = Run.of("look", "@/etc/hostname", "--format", "jsn");

    assertThat(run.err()).contains("got jsn");
  }

  @ParameterizedTest
  @ValueSource(strings = {"look", "models", "rm", "help"})
  void names_of_commands_are_texts_and_words_too(String name) {
    Run run = Run.of("look", name, "--from", name, "--to", name, "--format", "jsn");

    assertThat(run.err()).contains("got jsn");
  }

  @Test
  void what_the_user_gave_is_repeated_inertly_and_shortened() {
    Run run = Run.of("look", "x", "--format", "\u001b[31m" + "å".repeat(100));

    assertThat(run.err())
        .isEqualTo(
            "blick look: --format must be text, json, tsv, svg or safetensors; got ␛[31m%s…\n"
                .formatted("å".repeat(54)));
  }

  @Test
  void safetensors_are_not_for_a_terminal() {
    Screen terminal = new Screen(true, new Terminal(Colours.none(), 83));

    Run run = Run.with("", terminal, "look", "x", "--format", "safetensors");

    assertThat(run)
        .isEqualTo(new Run(
            Exit.USAGE,
            "",
            "blick look: --out is missing; --format safetensors is not for a terminal\n"));
  }

  @Test
  void no_stack_trace_stands_there_unless_asked_for() {
    assertThat(Run.of("look").err()).doesNotContain("\tat ");
    assertThat(Run.of("look", "--debug").err()).contains("io.blick.cli.command.Arguments.text(");
    assertThat(Run.of("--debug", "look").err()).contains("io.blick.cli.command.Arguments.text(");
  }
}
