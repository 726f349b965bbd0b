package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Arguments of comparisons and windows that are wrong: exit code 2, one line. */
class ComparisonArgumentsTest {

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong(
            "look kat --against mus --against-model all-MiniLM-L6-v2",
            "blick look: --against and --against-model exclude each other; give one"),
        wrong(
            "look kat --against mus --second hund",
            "blick look: --against compares one TEXT with another, so it excludes --second"),
        wrong(
            "look kat --against mus --format safetensors",
            "blick look: --format safetensors holds one pass, so it excludes --against"),
        wrong(
            "look kat --against-model bge-small-zh-v1.5 --format safetensors",
            "blick look: --format safetensors holds one pass, so it excludes --against-model"),
        wrong(
            "look kat --window 5 --against mus",
            "blick look: --window and --against exclude each other; give one"),
        wrong(
            "look kat --window 5 --against-model all-MiniLM-L6-v2",
            "blick look: --window and --against-model exclude each other; give one"),
        wrong(
            "look kat --window 5 --second mus",
            "blick look: --window and --second exclude each other; give one"),
        wrong(
            "look kat --window 5 --format safetensors",
            "blick look: --format safetensors holds one pass, so it excludes --window"),
        wrong(
            "look kat --window 0", "blick look: --window must be a whole number from 1 on; got 0"),
        wrong(
            "heads --window 5 --roles x",
            "blick heads: --window and --roles exclude each other; give one"),
        wrong(
            "heads --window 5 --pronouns x",
            "blick heads: --window and --pronouns exclude each other; give one"),
        wrong(
            "look - --against -",
            "blick look: TEXT and --against must not both be -, standard input"));
  }

  private static Arguments wrong(String arguments, String line) {
    return Arguments.of(arguments, line + "\n");
  }

  @ParameterizedTest(name = "blick {0}")
  @MethodSource("wrong")
  void names_what_does_not_go_together(String arguments, String message) {
    assertThat(Run.of(arguments.split(" ", -1))).isEqualTo(new Run(Exit.USAGE, "", message));
  }
}
