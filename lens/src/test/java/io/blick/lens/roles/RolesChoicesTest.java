package io.blick.lens.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.tensor.Parallel;
import io.blick.lens.Encoders;
import io.blick.lens.corpus.CorpusException;
import io.blick.lens.roles.RolesOptions.Damage;
import io.blick.lens.roles.RolesOptions.Subtypes;
import io.blick.lens.trace.Head;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be asked of roles beside the best head: more heads, examples, silenced heads. */
class RolesChoicesTest {
  private static final List<Head> SILENCED = List.of(new Head(0, 1), new Head(1, 0));

  @TempDir
  private Path folder;

  private static Path twenty() throws Exception {
    return Path.of(RolesTest.class.getResource("twenty.conllu").toURI());
  }

  private static TextModel model() {
    return Encoders.open("bert-masked");
  }

  private static RolesOptions options(int top, int examples, List<Head> silenced, String... names) {
    return new RolesOptions(
        Damage.REFUSED, Subtypes.APART, List.of(names), top, examples, silenced);
  }

  private static Roles measured(TextModel model, RolesOptions options, Path... files) {
    try (Parallel threads = new Parallel(2)) {
      return Roles.on(threads, model, List.of(files), options, _ -> {});
    }
  }

  private static String key(Role role) {
    return role.relation() + " " + role.direction().label();
  }

  private static Role plain(Role role) {
    return new Role(
        role.relation(),
        role.direction(),
        role.cases(),
        role.hits(),
        role.best(),
        role.heldOut(),
        role.offset());
  }

  private static int hits(List<List<Integer>> hits, Head head) {
    return hits.get(head.layer()).get(head.head());
  }

  @Test
  void what_is_asked_besides_changes_nothing_of_the_rest() throws Exception {
    try (TextModel model = model()) {
      Roles before = measured(model, RolesOptions.strict(), twenty());
      Roles roles = measured(model, options(3, 2, SILENCED), twenty());

      assertThat(roles.relations().stream().map(RolesChoicesTest::plain))
          .containsExactlyElementsOf(before.relations());
      assertThat(new Roles(
              roles.model(), roles.sentences(), roles.skipped(), roles.words(), before.relations()))
          .isEqualTo(before);
    }
  }

  @Test
  void the_best_heads_come_by_hits_then_layer_then_head() throws Exception {
    try (TextModel model = model()) {
      List<Head> all = Head.all(model);

      Roles roles = measured(model, options(5, 0, List.of()), twenty());

      for (Role role : roles.relations()) {
        List<Head> ranked = all.stream()
            .sorted(Comparator.comparingInt((Head head) -> -hits(role.hits(), head)))
            .limit(5)
            .toList();
        assertThat(role.top()).extracting(Role.Best::head).isEqualTo(ranked);
        assertThat(role.top().getFirst()).isEqualTo(role.best());
        assertThat(role.top()).allSatisfy(best -> {
          assertThat(best.accuracy())
              .isEqualTo((float) hits(role.hits(), best.head()) / role.cases());
          assertThat((float) best.interval().low()).isLessThanOrEqualTo(best.accuracy());
          assertThat((float) best.interval().high()).isGreaterThanOrEqualTo(best.accuracy());
        });
      }
      assertThat(measured(model, options(1000, 0, List.of(), "nsubj"), twenty()).relations())
          .allSatisfy(role -> assertThat(role.top()).hasSameSizeAs(all));
    }
  }

  @Test
  void examples_are_the_first_cases_and_say_what_the_best_head_looks_at() throws Exception {
    try (TextModel model = model()) {
      var slow = new SlowRoles(model, "[UNK]");
      slow.count(twenty());

      Roles roles = measured(model, options(1, 2, List.of()), twenty());

      for (Role role : roles.relations()) {
        Head best = role.best().head();
        List<SlowRoles.Seen> seen = slow.seen(key(role));
        List<SlowRoles.Seen> expected = Stream.concat(
                seen.stream().filter(one -> one.target(best) == one.to()).limit(2),
                seen.stream().filter(one -> one.target(best) != one.to()).limit(2))
            .toList();
        List<RoleExample> got = Stream.of(
                role.examples().right(), role.examples().wrong())
            .flatMap(List::stream)
            .toList();
        assertThat(got).as(key(role)).hasSameSizeAs(expected);
        for (int i = 0; i < got.size(); i++) {
          SlowRoles.Seen one = expected.get(i);
          assertThat(got.get(i).place().number()).isEqualTo(one.sentence());
          assertThat(got.get(i).from()).isEqualTo(one.from());
          assertThat(got.get(i).to()).isEqualTo(one.to());
          assertThat(got.get(i).looked()).isEqualTo(one.target(best));
        }
      }
      assertThat(
              roles.relations().getFirst().examples().right().getFirst().place().file())
          .isEqualTo(twenty().toString());
    }
  }

  @Test
  void silenced_heads_change_what_those_above_look_at_as_in_the_slow_twin() throws Exception {
    try (TextModel model = model()) {
      var slow = new SlowRoles(model, "[UNK]", Set.copyOf(SILENCED));
      slow.count(twenty());
      var before = new SlowRoles(model, "[UNK]");
      before.count(twenty());

      Roles roles = measured(model, options(1, 0, SILENCED), twenty());

      assertThat(roles.silenced()).isEqualTo(SILENCED);
      boolean changed = false;
      for (Role role : roles.relations()) {
        SilencedRole silenced = role.silenced().orElseThrow();
        List<List<Integer>> expected = Arrays.stream(slow.hits().get(key(role)))
            .map(layer -> Arrays.stream(layer).boxed().toList())
            .toList();
        assertThat(silenced.hits()).as(key(role)).isEqualTo(expected);
        assertThat(silenced.hits().getFirst()).isEqualTo(role.hits().getFirst());
        Head best = role.best().head();
        assertThat(silenced.accuracy()).isEqualTo((float) hits(expected, best) / role.cases());
        assertThat(silenced.change())
            .isEqualTo((hits(expected, best) - hits(role.hits(), best)) / (double) role.cases());
        assertThat(silenced.changed()).as(key(role)).isEqualTo(changes(before, slow, role));
        assertThat(silenced.interval().low()).isLessThanOrEqualTo(silenced.change() + 0x1p-52);
        assertThat(silenced.interval().high()).isGreaterThanOrEqualTo(silenced.change() - 0x1p-52);
        int most = expected.stream().flatMap(List::stream).max(Integer::compare).orElseThrow();
        assertThat(silenced.best().accuracy()).isEqualTo((float) most / role.cases());
        changed |= !silenced.hits().equals(role.hits());
      }
      assertThat(changed).isTrue();
    }
  }

  private static long changes(SlowRoles before, SlowRoles then, Role role) {
    Head best = role.best().head();
    List<SlowRoles.Seen> was = before.seen(key(role));
    List<SlowRoles.Seen> is = then.seen(key(role));
    return IntStream.range(0, was.size())
        .filter(i -> (was.get(i).target(best) == was.get(i).to())
            != (is.get(i).target(best) == is.get(i).to()))
        .count();
  }

  /**
   * Of a single sentence every draw is the same, and so is the change but for the rounding of two
   * quotients and their difference.
   */
  @Test
  void a_change_is_drawn_by_sentences() throws Exception {
    String first = Files.readString(twenty()).split("\n\n", 2)[0] + "\n";
    Path one = Files.writeString(folder.resolve("one.conllu"), first);
    try (TextModel model = model()) {
      Roles roles = measured(model, options(1, 0, SILENCED), one);

      assertThat(roles.relations()).allSatisfy(role -> {
        SilencedRole silenced = role.silenced().orElseThrow();
        assertThat(silenced.interval().low()).isEqualTo(silenced.change(), within(0x1p-52));
        assertThat(silenced.interval().high()).isEqualTo(silenced.change(), within(0x1p-52));
      });
    }
  }

  @Test
  void relations_are_measured_alone_when_they_are_named() throws Exception {
    try (TextModel model = model()) {
      Roles all = measured(model, RolesOptions.strict(), twenty());
      Roles some = measured(model, options(1, 0, List.of(), "obj", "nsubj:pass"), twenty());

      assertThat(some.relations())
          .isEqualTo(all.relations().stream()
              .filter(role -> List.of("obj", "nsubj:pass").contains(role.relation()))
              .toList());
      assertThat(some.words()).isEqualTo(all.words());
    }
  }

  @Test
  void a_relation_that_is_not_there_is_named_with_those_that_are() throws IOException {
    Path file = Files.writeString(folder.resolve("x.conllu"), """
        1\tcats\t_\t_\t_\t_\t2\tnsubj:pass\t_\t_
        2\tpurr\t_\t_\t_\t_\t0\troot\t_\t_
        3\t.\t_\t_\t_\t_\t2\tpunct\t_\t_
        """);

    assertThatThrownBy(() -> Roles.check(List.of(file), options(1, 0, List.of(), "nsubj")))
        .isInstanceOf(CorpusException.class)
        .hasMessage("roles: a relation must be one of the treebank's; got nsubj; it has nsubj:pass,"
            + " punct");
    assertThatThrownBy(() -> Roles.check(List.of(file), options(1, 0, List.of(), "root")))
        .isInstanceOf(CorpusException.class);
    var together =
        new RolesOptions(Damage.REFUSED, Subtypes.TOGETHER, List.of("nsubj"), 1, 0, List.of());
    assertThat(Roles.check(List.of(file), together)).isEqualTo(1);
  }

  @Test
  void numbers_and_heads_that_cannot_be_are_refused() throws Exception {
    Path file = twenty();
    assertThatThrownBy(() -> options(0, 0, List.of()))
        .hasMessage("roles: top must be from 1 on and examples from 0 on; got 0 and 0");
    try (TextModel model = model()) {
      assertThatThrownBy(() -> measured(model, options(1, 0, List.of(new Head(7, 0))), file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("roles: heads to be silenced must be from 1-1 to ")
          .hasMessageEndingWith("; got 8-1");
    }
  }
}
