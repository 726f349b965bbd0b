package io.blick.lens.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.lens.bootstrap.Interval;
import io.blick.lens.bootstrap.Proportion;
import io.blick.lens.trace.Head;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Cases of two heads of a layer, made by hand. */
class RoleTallyTest {
  private static final Interval INTERVAL = new Interval(0.25, 0.5);

  private static CorrectHeads right(boolean first, boolean second) {
    return new CorrectHeads(new long[] {(first ? 1 : 0) | (second ? 2 : 0)});
  }

  private static Role role(RoleTally tally) {
    return tally.role("nsubj", Direction.DEPENDENT_TO_HEAD, List.of(INTERVAL), 2);
  }

  @Test
  void hits_are_counted_and_a_head_is_chosen_on_odd_sentences_and_counted_on_even_ones() {
    RoleTally tally = new RoleTally(0, 2);
    // Head 0 is right in the sentences 0, 2 and 3, head 1 in the sentences 1 and 3.
    tally.add(0, 2, right(true, false));
    tally.add(1, 1, right(false, true));
    tally.add(2, 2, right(true, false));
    tally.add(3, 1, right(true, true));

    Role role = role(tally);

    assertThat(role.cases()).isEqualTo(4);
    assertThat(role.hits()).containsExactly(List.of(3, 2));
    assertThat(role.best())
        .isEqualTo(new Role.Best(new Head(0, 0), 0.75f, new Proportion(3, 4).interval(INTERVAL)));
    assertThat(role.heldOut()).contains(new Role.HeldOut(new Head(0, 0), 0.5f, 2));
    assertThat(role.offset()).isEqualTo(new Role.FixedOffset(1, 0.5f));
  }

  @Test
  void of_equal_heads_the_lower_is_best_and_without_even_sentences_nothing_is_held_out() {
    RoleTally tally = new RoleTally(0, 2);
    tally.add(0, 7, right(false, true));
    tally.add(2, -7, right(true, false));

    Role role = role(tally);

    assertThat(role.best().head()).isEqualTo(new Head(0, 0));
    assertThat(role.heldOut()).isEqualTo(Optional.empty());
    assertThat(role.offset()).isEqualTo(new Role.FixedOffset(-1, 0));
  }

  /** In floats 1 / 3 − 3 / 3 is another number than −2 / 3. */
  @Test
  void a_change_is_one_quotient() {
    RoleTally before = new RoleTally(0, 2);
    RoleTally then = new RoleTally(0, 2);
    for (int sentence = 0; sentence < 3; sentence++) {
      before.add(sentence, 1, right(true, false));
      then.add(sentence, 1, right(sentence == 0, true));
    }
    var drawn = new RoleDraws.Change(INTERVAL, 2);

    SilencedRole silenced = then.silenced(before, drawn, INTERVAL, 2);

    assertThat(silenced.change()).isEqualTo(-2 / 3.0);
    assertThat(silenced.accuracy()).isEqualTo(1 / 3f);
    assertThat(silenced.changed()).isEqualTo(2);
    assertThat((float) silenced.change()).isNotEqualTo(1 / 3f - 1);
  }

  @Test
  void the_offset_with_most_hits_wins_and_of_equal_ones_the_nearer_then_the_left() {
    FixedOffsetBaseline offsets = new FixedOffsetBaseline();
    offsets.add(2);
    offsets.add(1);
    offsets.add(-1);
    offsets.add(6);

    assertThat(offsets.best()).isEqualTo(new Role.FixedOffset(-1, 0.25f));
  }
}
