package io.blick.lens.roles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaseFileTest {
  /** Heads beyond a long's bits. */
  private static final int HEADS = 67;

  private static CaseFile.Case right(int role, int head) {
    long[] bits = new long[2];
    bits[head / Long.SIZE] = 1L << head;
    return new CaseFile.Case(role, new CorrectHeads(bits));
  }

  @Test
  void sentences_come_back_in_order_with_the_heads_that_are_right() {
    List<List<CaseFile.Case>> got = new ArrayList<>();
    try (var file = new CaseFile(HEADS)) {
      file.add(List.of(right(7, 0), right(3, 66)));
      file.add(List.of());
      file.add(List.of(right(2, 63)));

      file.each(got::add);

      assertThat(file.sentences()).isEqualTo(3);
    }
    assertThat(got).hasSize(3);
    assertThat(got.get(0)).extracting(CaseFile.Case::role).containsExactly(7, 3);
    assertThat(got.get(1)).isEmpty();
    assertThat(got.get(0).get(0).correct().has(0)).isTrue();
    assertThat(got.get(0).get(0).correct().has(64)).isFalse();
    assertThat(got.get(0).get(1).correct().has(66)).isTrue();
    assertThat(got.get(0).get(1).correct().has(2)).isFalse();
    assertThat(got.get(2).get(0).correct().has(63)).isTrue();
  }
}
