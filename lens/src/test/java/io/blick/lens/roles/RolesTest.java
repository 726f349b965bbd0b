package io.blick.lens.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.tensor.Parallel;
import io.blick.lens.Shared;
import io.blick.lens.bootstrap.Interval;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.roles.RolesOptions.Damage;
import io.blick.lens.roles.RolesOptions.Subtypes;
import io.blick.models.Models;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolesTest {
  private static final RolesOptions LENIENT = new RolesOptions(Damage.SKIPPED, Subtypes.APART);

  @TempDir
  private Path folder;

  private static Path twenty() throws URISyntaxException {
    return Path.of(RolesTest.class.getResource("twenty.conllu").toURI());
  }

  private static TextModel model() {
    return Models.open(Shared.model("all-MiniLM-L6-v2"));
  }

  private static Roles measured(TextModel model, RolesOptions options, Path... files) {
    try (Parallel threads = new Parallel(2)) {
      return Roles.on(threads, model, List.of(files), options, _ -> {});
    }
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String sentence(String... words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words.length; i++) {
      String[] word = words[i].split("/", -1);
      text.append("%d\t%s\t_\t_\t_\t_\t%s\t%s\t_\t_\n".formatted(i + 1, word[0], word[1], word[2]));
    }
    return text.append('\n').toString();
  }

  /** Returns so many words, each of which depends on the one before it. */
  private static String[] chain(int words) {
    String[] chain = new String[words];
    Arrays.setAll(chain, i -> "a/" + i + (i == 0 ? "/root" : "/dep"));
    return chain;
  }

  private static String key(Role role) {
    return role.relation() + " " + role.direction().label();
  }

  @ParameterizedTest
  @ValueSource(strings = "all-MiniLM-L6-v2")
  void every_count_is_that_of_the_slow_twin(String name) throws Exception {
    try (TextModel model = Models.open(Shared.model(name))) {
      SlowRoles slow = new SlowRoles(model, "[UNK]");
      slow.count(twenty());

      Roles roles = measured(model, RolesOptions.strict(), twenty());

      assertThat(roles.sentences()).isEqualTo(20);
      assertThat(roles.relations().stream().map(RolesTest::key))
          .hasSizeGreaterThan(30)
          .containsExactlyInAnyOrderElementsOf(slow.hits().keySet());
      for (Role role : roles.relations()) {
        List<List<Integer>> expected = Arrays.stream(slow.hits().get(key(role)))
            .map(layer -> Arrays.stream(layer).boxed().toList())
            .toList();
        assertThat(role.hits()).as(key(role)).isEqualTo(expected);
        assertThat(role.cases()).as(key(role)).isEqualTo(slow.cases().get(key(role)));
      }
    }
  }

  @Test
  void relations_come_by_name_then_the_dependent_that_looks() throws Exception {
    try (TextModel model = model()) {
      Roles roles = measured(model, RolesOptions.strict(), twenty());

      assertThat(roles.relations().stream().map(RolesTest::key)).isSorted();
      assertThat(roles.relations().stream().map(Role::relation)).doesNotContain("root");
      Role subject = roles.relations().stream()
          .filter(role -> role.relation().equals("nsubj"))
          .findFirst()
          .orElseThrow();
      int most =
          subject.hits().stream().flatMap(List::stream).max(Integer::compare).orElseThrow();
      assertThat(subject.best().accuracy()).isEqualTo((float) most / subject.cases());
      assertThat((float) subject.best().interval().low())
          .isLessThanOrEqualTo(subject.best().accuracy());
      assertThat((float) subject.best().interval().high())
          .isGreaterThanOrEqualTo(subject.best().accuracy());
      assertThat(subject.offset()).isEqualTo(new Role.FixedOffset(1, 15 / 18f));
    }
  }

  @Test
  void subtypes_count_with_their_relation_when_asked() throws Exception {
    try (TextModel model = model()) {
      Roles apart = measured(model, RolesOptions.strict(), twenty());
      Roles together =
          measured(model, new RolesOptions(Damage.REFUSED, Subtypes.TOGETHER), twenty());

      assertThat(apart.relations().stream().map(Role::relation)).contains("nsubj:pass");
      assertThat(together.relations().stream().map(Role::relation))
          .allSatisfy(name -> assertThat(name).doesNotContain(":"));
      assertThat(cases(together, "nsubj"))
          .isEqualTo(cases(apart, "nsubj") + cases(apart, "nsubj:pass"));
    }
  }

  /**
   * Sentences are drawn, not cases: of a single one every draw is the same. Of few cases Wilson's
   * interval is the wider one: of 1 case, 0.2065 to 1 or 0 to 0.7935; of 2 with a hit, 0.0945 to
   * 0.9055.
   */
  @Test
  void a_sentence_is_drawn_as_a_whole_and_few_cases_have_a_wide_interval() throws Exception {
    Path one = file(
        "one.conllu",
        sentence(
            "small/2/amod",
            "cats/5/nsubj",
            "and/4/cc",
            "dogs/2/conj",
            "purr/0/root",
            "at/8/case",
            "small/8/amod",
            "mice/5/obl"));

    try (TextModel model = model()) {
      Roles roles = measured(model, RolesOptions.strict(), one);

      assertThat(roles.relations()).hasSize(12).allSatisfy(role -> {
        Interval point = new Interval(role.best().accuracy(), role.best().accuracy());
        assertThat(role.best().interval()).isEqualTo(role.proportion().interval(point));
        assertThat(role.best().interval().high() - role.best().interval().low()).isGreaterThan(0.6);
        assertThat(role.heldOut()).isEmpty();
      });
    }
  }

  private static int cases(Roles roles, String relation) {
    return roles.relations().stream()
        .filter(role -> role.relation().equals(relation))
        .mapToInt(Role::cases)
        .sum();
  }

  @Test
  void long_and_damaged_sentences_are_skipped_and_counted_and_files_are_one_corpus()
      throws Exception {
    String good = sentence("cats/2/nsubj", "purr/0/root");
    Path one = file("one.conllu", good + sentence("a/1/x") + sentence(chain(127)));
    Path two = file("two.conllu", good + sentence("a".repeat(50) + "/0/root") + good);
    List<Long> told = new ArrayList<>();

    try (TextModel model = model();
        Parallel threads = new Parallel(1)) {
      Roles roles = Roles.on(threads, model, List.of(one, two), LENIENT, told::add);

      assertThat(roles.sentences()).isEqualTo(4);
      assertThat(roles.skipped()).isEqualTo(2);
      assertThat(roles.words()).isEqualTo(7);
      assertThat(cases(roles, "nsubj")).isEqualTo(6);
      assertThat(told).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
      assertThat(Roles.check(List.of(one, two), LENIENT)).isEqualTo(6);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {" punct", "punct ", " ", "pu nct", "punct\u00a0", "\u200bpunct", "pu\u3000nct", ""
      })
  void a_relation_with_a_space_is_no_relation_of_its_own(String relation) throws Exception {
    Path file = file(
        "spaces.conllu",
        sentence("Hunden/2/nsubj", "sover/0/root", "./2/punct")
            + sentence("Katten/2/nsubj", "jagade/0/root", "./2/" + relation));

    assertThatThrownBy(() -> Roles.check(List.of(file), RolesOptions.strict()))
        .isInstanceOf(CorpusException.class)
        .hasMessageStartingWith("roles: " + file + ", line 7: ");
    try (TextModel model = model()) {
      Roles roles = measured(model, LENIENT, file);

      assertThat(roles.sentences()).isEqualTo(1);
      assertThat(roles.skipped()).isEqualTo(1);
      assertThat(roles.words()).isEqualTo(3);
      assertThat(roles.relations().stream().map(RolesTest::key))
          .containsExactly(
              "nsubj dependent-to-head",
              "nsubj head-to-dependent",
              "punct dependent-to-head",
              "punct head-to-dependent");
      assertThat(roles.relations()).extracting(Role::cases).containsOnly(1);
    }
  }

  @Test
  void held_out_is_empty_where_the_even_sentences_have_no_case() throws Exception {
    Path file = file(
        "t.conllu",
        sentence("cats/2/nsubj", "purr/0/root")
            + sentence("stop/0/root")
            + sentence("cats/2/nsubj", "purr/0/root"));

    try (TextModel model = model()) {
      Role role = measured(model, RolesOptions.strict(), file).relations().getFirst();

      assertThat(role.cases()).isEqualTo(2);
      assertThat(role.heldOut()).isEmpty();
    }
  }

  @Test
  void a_bad_line_is_named_by_file_and_number() throws Exception {
    Path file = file("bad.conllu", sentence("a/0/root") + sentence("a/0/root", "b/7/dep"));

    assertThatThrownBy(() -> Roles.check(List.of(file), RolesOptions.strict()))
        .isInstanceOf(CorpusException.class)
        .hasMessage("roles: " + file
            + ", line 4: the head must be from 0 to 2, the number of words; got 7");
  }

  @Test
  void a_file_without_a_sentence_is_named() throws Exception {
    Path file = file("empty.conllu", "\n# nothing\n");

    assertThatThrownBy(() -> Roles.check(List.of(twenty(), file), LENIENT))
        .isInstanceOf(CorpusException.class)
        .hasMessage("roles: the corpus must have at least one sentence; got none in " + file);
  }

  @Test
  void relations_without_end_are_refused() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1001; i++) {
      text.append(sentence("a/0/root", "b/1/r" + i));
    }
    Path file = file("many.conllu", text.toString());

    assertThatThrownBy(() -> Roles.check(List.of(file), LENIENT))
        .isInstanceOf(CorpusException.class)
        .hasMessage("roles: " + file
            + ", line 2999: a corpus must have at most 1000 different relations; got more");
  }

  @Test
  void a_corpus_of_which_all_is_skipped_measures_nothing() throws Exception {
    Path file = file("long.conllu", sentence(chain(100_000)));

    try (TextModel model = model()) {
      assertThatThrownBy(() -> measured(model, RolesOptions.strict(), file))
          .isInstanceOf(CorpusException.class)
          .hasMessage("roles: the corpus must have at least one sentence in order, of at most 128"
              + " pieces; got none of 1");
    }
  }
}
