package io.blick.lens.roles.measured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.blick.lens.Encoders;
import io.blick.lens.Shared;
import io.blick.lens.bootstrap.Interval;
import io.blick.lens.bootstrap.Proportion;
import io.blick.lens.roles.Direction;
import io.blick.lens.roles.Role;
import io.blick.lens.roles.Roles;
import io.blick.lens.trace.Head;
import io.blick.models.Models;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredRolesTest {
  private static final Head HEAD = new Head(1, 2);

  @TempDir
  private Path folder;

  /** Returns a relation of a model with as many heads as there are counts, in one layer. */
  private static Role role(String relation, int cases, float offset, Integer... hits) {
    return new Role(
        relation,
        Direction.DEPENDENT_TO_HEAD,
        cases,
        List.of(Arrays.asList(hits)),
        new Role.Best(new Head(0, 0), 0, new Interval(0, 1)),
        Optional.empty(),
        new Role.FixedOffset(-1, offset));
  }

  private static List<MeasuredRole> measured(Role... roles) {
    return MeasuredRoles.of("UD X", new Roles("m", 1, 0, 1, List.of(roles), List.of()));
  }

  @Test
  void a_head_has_the_role_in_which_it_exceeds_the_offset_most() {
    List<MeasuredRole> measured = measured(
        role("aux", 100, 0.5f, 30, 70, 40),
        role("det", 200, 0.25f, 25, 100, 75),
        // Of too few cases; and the next has equal gains, but comes later.
        role("obj", 99, 0.0f, 99, 99, 99),
        role("punct", 400, 0.25f, 50, 200, 150));

    assertThat(measured.stream().map(MeasuredRole::relation)).containsExactly("det", "det", "det");
    assertThat(measured.stream().map(MeasuredRole::rank)).containsExactly(3, 1, 2);
    assertThat(measured.stream().map(MeasuredRole::heads)).containsExactly(3, 3, 3);
    assertThat(measured.stream().map(MeasuredRole::gain)).containsExactly(-0.125f, 0.25f, 0.125f);
    assertThat(measured.getFirst())
        .isEqualTo(new MeasuredRole(
            "UD X",
            new Head(0, 0),
            "det",
            Direction.DEPENDENT_TO_HEAD,
            new Proportion(25, 200),
            3,
            3,
            new Role.FixedOffset(-1, 0.25f)));
  }

  @Test
  void heads_with_equal_hits_share_a_rank() {
    assertThat(measured(role("det", 100, 0.25f, 7, 11, 11, 5)).stream().map(MeasuredRole::rank))
        .containsExactly(3, 1, 1, 4);
  }

  @Test
  void a_small_treebank_gives_no_role() {
    assertThat(measured(role("det", 99, 0.25f, 40))).isEmpty();
    assertThat(measured()).isEmpty();
  }

  private static String sentence(
      String relation, Direction direction, Proportion proportion, int offset, float accuracy) {
    return new MeasuredRole(
            "UD Xish-Yz dev",
            HEAD,
            relation,
            direction,
            proportion,
            3,
            144,
            new Role.FixedOffset(offset, accuracy))
        .sentence();
  }

  @Test
  void a_role_is_said_with_its_numbers() {
    assertThat(sentence(
            "nsubj", Direction.HEAD_TO_DEPENDENT, new Proportion(1338, 1958), -1, 0.3646578f))
        .isEqualTo("Measured on UD Xish-Yz dev: 2-3 points from a verb to its subject (nsubj) in"
            + " 1,338 of 1,958 cases (0.683), rank 3 of 144 heads; always the word before: 0.365.");
  }

  @Test
  void a_gain_that_may_be_chance_is_not_clear() {
    assertThat(sentence("cop", Direction.DEPENDENT_TO_HEAD, new Proportion(61, 183), 2, 0.273224f))
        .isEqualTo("Measured on UD Xish-Yz dev: 2-3 is clearly better than the best fixed offset in"
            + " no relation of 100 cases or more; most from a copula to its predicate (cop), in 61"
            + " of 183 cases (0.333; 95\u00a0%: 0.27–0.40), rank 3 of 144 heads; always 2 words"
            + " after: 0.273.");
  }

  @Test
  void a_head_that_is_better_in_nothing_is_told() {
    String end = " than the best fixed offset in no relation of 100 cases or more; nearest from a"
        + " word to its object (obj:x), in 25 of 100 cases (0.250), rank 3 of 144 heads; always the"
        + " word after: 0.250.";

    assertThat(sentence("obj:x", Direction.HEAD_TO_DEPENDENT, new Proportion(25, 100), 1, 0.25f))
        .isEqualTo("Measured on UD Xish-Yz dev: 2-3 is better" + end.replace("a word", "a verb"));
  }

  @Test
  void relations_without_words_are_said_by_their_name() {
    assertThat(sentence("new", Direction.DEPENDENT_TO_HEAD, new Proportion(99, 100), -5, 0.1f))
        .contains("points from a word to the word it depends on (new) in", "always 5 words before");
    assertThat(sentence("new", Direction.HEAD_TO_DEPENDENT, new Proportion(99, 100), -5, 0.1f))
        .contains("points from a word to its dependent (new) in");
    assertThat(sentence("amod", Direction.DEPENDENT_TO_HEAD, new Proportion(99, 100), 1, 0.1f))
        .contains("points from an adjective to its noun (amod) in");
  }

  @Test
  void a_rank_must_be_that_of_a_head() {
    assertThatThrownBy(() -> new MeasuredRole(
            "UD X",
            HEAD,
            "obj",
            Direction.DEPENDENT_TO_HEAD,
            new Proportion(1, 2),
            145,
            144,
            new Role.FixedOffset(1, 0.5f)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("measured: rank must be from 1 to the number of heads; got 145 of 144");
  }

  @Test
  void a_small_random_model_is_unknown() {
    try (TextModel model = Encoders.open("bert-masked")) {
      assertThat(MeasuredRoles.known(model, new Head(0, 0))).isEmpty();
    }
  }

  @Test
  void a_model_is_known_by_its_numbers_and_not_by_its_name() throws IOException {
    Path from = Shared.model("all-MiniLM-L6-v2");
    Path same = copy(from, Files.createDirectory(folder.resolve("other-name")));
    Path changed = copy(from, Files.createDirectory(folder.resolve("all-MiniLM-L6-v2")));
    changeOneNumber(
        changed.resolve("model.safetensors"), "encoder.layer.3.attention.self.query.weight");

    try (TextModel model = Models.open(same)) {
      assertThat(MeasuredRoles.known(model, HEAD)).hasSize(1);
    }
    try (TextModel model = Models.open(changed)) {
      assertThat(model.name()).isEqualTo("all-MiniLM-L6-v2");
      assertThat(MeasuredRoles.known(model, HEAD)).isEmpty();
    }
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.skip(1).toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }

  private static void changeOneNumber(Path weights, String tensor) throws IOException {
    try (var file = new RandomAccessFile(weights.toFile(), "rw")) {
      byte[] size = new byte[Long.BYTES];
      file.readFully(size);
      byte[] header =
          new byte[(int) ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      file.readFully(header);
      JsonNode declared = new JsonMapper().readTree(header).get(tensor);
      file.seek(
          size.length + header.length + declared.get("data_offsets").get(0).longValue());
      file.write(new byte[Float.BYTES]);
    }
  }
}
