package io.blick.lens.roles.measured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blick.lens.Shared;
import io.blick.lens.bootstrap.Proportion;
import io.blick.lens.roles.Direction;
import io.blick.lens.roles.Role;
import io.blick.lens.roles.Roles;
import io.blick.lens.trace.Head;
import io.blick.models.Models;
import io.blick.models.text.TextModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file of measured roles that is kept. */
class KeptRolesTest {
  private static final int MORE_THAN_ANY = 1000;

  private record Kept(String line, MeasuredRole role) {
    String fingerprint() {
      return line.substring(0, line.indexOf('\t'));
    }

    String key() {
      return fingerprint() + " " + role.treebank();
    }
  }

  private static List<Kept> kept() {
    return MeasuredRoles.kept()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .skip(1)
        .map(line -> new Kept(line, RoleLine.parse(line, MORE_THAN_ANY)))
        .toList();
  }

  private static Map<String, List<MeasuredRole>> measurements() {
    return kept().stream()
        .collect(Collectors.groupingBy(
            Kept::key, TreeMap::new, Collectors.mapping(Kept::role, Collectors.toList())));
  }

  @Test
  void a_line_has_a_fingerprint_and_numbers_that_can_be() {
    assertThat(kept()).hasSize(3 * 144 + 72).allSatisfy(kept -> {
      MeasuredRole role = kept.role();
      assertThat(kept.line().split("\t", -1)).hasSize(11);
      assertThat(kept.fingerprint()).matches("[0-9a-f]{64}");
      assertThat(role.treebank()).matches("UD [A-Z][a-z]+-[A-Z][A-Za-z]+ dev");
      assertThat(role.relation()).matches("[a-z]+(:[a-z]+)?").isNotEqualTo("root");
      assertThat(role.proportion().cases()).isGreaterThanOrEqualTo(100);
      assertThat(Math.abs(role.offset().offset())).isBetween(1, 5);
      assertWhole(role.offset().accuracy() * role.proportion().cases());
    });
  }

  /** Checks that float32 hits / cases times cases are hits, from 0 on: both roundings are 2⁻²⁴. */
  private static void assertWhole(float hits) {
    assertThat(hits).isGreaterThanOrEqualTo(0).isCloseTo(Math.round(hits), within(hits * 0x1p-22f));
  }

  @Test
  void a_measurement_has_every_head_once_and_in_order() {
    measurements().forEach((name, roles) -> {
      Head last = roles.getLast().head();
      List<Head> heads = new ArrayList<>();
      for (int layer = 0; layer <= last.layer(); layer++) {
        for (int head = 0; head <= last.head(); head++) {
          heads.add(new Head(layer, head));
        }
      }
      assertThat(roles.stream().map(MeasuredRole::head)).as(name).isEqualTo(heads);
    });
  }

  @Test
  void heads_of_the_same_relation_have_the_same_cases_and_ranks_by_their_hits() {
    measurements().forEach((name, roles) -> {
      for (MeasuredRole one : roles) {
        assertThat(one.rank()).isLessThanOrEqualTo(roles.size());
        for (MeasuredRole other : roles) {
          if (one.relation().equals(other.relation()) && one.direction() == other.direction()) {
            assertThat(one.offset()).as(name).isEqualTo(other.offset());
            assertThat(one.proportion().cases())
                .as(name)
                .isEqualTo(other.proportion().cases());
            assertThat(Integer.compare(one.rank(), other.rank()))
                .as("%s, %s and %s", name, one, other)
                .isEqualTo(
                    Integer.compare(other.proportion().hits(), one.proportion().hits()));
          }
        }
      }
    });
  }

  @ParameterizedTest
  @CsvSource({
    "bert-base-multilingual-cased, UD English-EWT dev+UD Swedish-Talbanken dev",
    "bert-base-uncased, UD English-EWT dev",
    "all-MiniLM-L6-v2, UD English-EWT dev",
    "bge-small-zh-v1.5, ''"
  })
  void every_head_of_a_model_is_known_over_its_treebanks(String name, String treebanks) {
    try (TextModel model = Models.open(Shared.model(name))) {
      for (Head head : Head.all(model)) {
        List<MeasuredRole> roles = MeasuredRoles.known(model, head);

        assertThat(String.join("+", roles.stream().map(MeasuredRole::treebank).toList()))
            .isEqualTo(treebanks);
        assertThat(roles).allSatisfy(role -> {
          assertThat(role.head()).isEqualTo(head);
          assertThat(role.heads()).isEqualTo(model.layers() * model.heads());
        });
      }
    }
  }

  @Test
  void what_is_kept_of_multilingual_bert_is_what_a_treebank_gives() {
    String name = "UD Swedish-Talbanken dev";
    try (TextModel model = Models.open(Shared.model("bert-base-multilingual-cased"))) {
      Roles roles = Roles.of(model, List.of(Shared.file("data/ud/sv_talbanken-ud-dev.conllu")));

      List<MeasuredRole> measured = MeasuredRoles.of(name, roles);

      assertThat(measured)
          .hasSize(144)
          .allSatisfy(
              role -> assertThat(MeasuredRoles.known(model, role.head())).contains(role));
      assertThat(measured)
          .contains(
              new MeasuredRole(
                  name,
                  new Head(8, 2),
                  "nsubj",
                  Direction.HEAD_TO_DEPENDENT,
                  new Proportion(491, 757),
                  1,
                  144,
                  new Role.FixedOffset(-1, 291 / 757f)),
              new MeasuredRole(
                  name,
                  new Head(8, 10),
                  "cop",
                  Direction.DEPENDENT_TO_HEAD,
                  new Proportion(61, 183),
                  16,
                  144,
                  new Role.FixedOffset(2, 50 / 183f)));
    }
  }
}
