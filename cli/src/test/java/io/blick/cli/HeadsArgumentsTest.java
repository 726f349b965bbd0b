package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code heads} says of arguments that are wrong. */
class HeadsArgumentsTest {
  private static Stream<Arguments> wrongHeads() {
    return Stream.of(
        wrong(
            "heads",
            "blick heads: TEXT is missing; quote it, or give - to read standard input, or --corpus"
                + " FILE"),
        wrong("heads x --corpus y", "blick heads: TEXT and --corpus exclude each other; give one"),
        wrong("heads - x -", "blick heads: TEXT must not be -, standard input, more than once"),
        wrong(
            "heads x --pronouns y",
            "blick heads: TEXT, --corpus and --pronouns exclude each other; give one"),
        wrong(
            "heads --roles x --pronouns y",
            "blick heads: --roles, --pronouns and --corpus exclude each other; give one"),
        wrong("heads x --lenient", "blick heads: --lenient needs --roles"),
        wrong("heads x --no-subtypes", "blick heads: --no-subtypes needs --roles"),
        wrong("heads x --relation nsubj", "blick heads: --relation needs --roles"),
        wrong("heads x --top 2", "blick heads: --top needs --roles"),
        wrong(
            "heads --pronouns x --examples 2", "blick heads: --examples needs --roles or --looks"),
        wrong("heads x --looks", "blick heads: --looks needs --corpus, a treebank in CoNLL-U"),
        wrong(
            "heads --corpus x --looks --layer 1",
            "blick heads: --layer and --head need each other"),
        wrong("heads --corpus x --head 1", "blick heads: --head needs --looks"),
        wrong("heads --corpus x --near y", "blick heads: --near needs --looks"),
        wrong(
            "heads --corpus x --looks --near y", "blick heads: --near and --from need each other"),
        wrong(
            "heads --corpus x --looks --near y --from y",
            "blick heads: --near needs --layer and --head"),
        wrong(
            "heads --corpus x --looks --window 5",
            "blick heads: --window and --looks exclude each other; give one"),
        wrong("heads --corpus x --looks --top 2", "blick heads: --top needs --roles"),
        wrong(
            "heads --roles x --corpus y --looks",
            "blick heads: --roles, --pronouns and --corpus exclude each other; give one"),
        wrong("heads --corpus x --silence 9-3", "blick heads: --silence needs --roles"),
        wrong(
            "heads --roles pom.xml --relation nsubj,",
            "blick heads: --relation must be relations, such as nsubj,obj; got nsubj,"),
        wrong(
            "heads --roles pom.xml --silence 9",
            "blick heads: --silence must be heads, layer-head from 1 on, such as 9-11,8-4; got 9"),
        wrong(
            "heads --roles pom.xml --top 0",
            "blick heads: --top must be a whole number from 1 on; got 0"),
        wrong(
            "heads --corpus x --pronouns y",
            "blick heads: TEXT, --corpus and --pronouns exclude each other; give one"),
        wrong("heads --pronouns=", "blick heads: --pronouns must name a FILE; got ''"));
  }

  private static Arguments wrong(String arguments, String... lines) {
    return Arguments.of(arguments, String.join("\n", lines) + "\n");
  }

  @ParameterizedTest(name = "blick {0}")
  @MethodSource("wrongHeads")
  void names_the_wrong_part_as_the_help_page_does(String arguments, String message) {
    assertThat(Run.of(arguments.split(" ", -1))).isEqualTo(new Run(Exit.USAGE, "", message));
  }
}
