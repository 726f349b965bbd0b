package io.blick.lens.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.lens.trace.Head;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InterventionTest {

  @Test
  void edges_side_by_side_have_hash_codes_of_their_own() {
    long different = IntStream.range(0, 11 * 89 * 89)
        .map(n -> new Intervention.Edge(new Head(2, n / 7921), n / 89 % 89, n % 89).hashCode())
        .distinct()
        .count();

    // Of so many random numbers of 32 bits one or two are alike.
    assertThat(different).isGreaterThan(11 * 89 * 89 - 50);
  }
}
