package io.blick.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The fused multiply-add without the instruction has the bits of {@code Math.fma}. */
class FmaTest {
  /** Where to look for differences. */
  enum Place {
    /** Any bits. */
    ANYWHERE,
    /** From −1 to 1. */
    USUAL,
    /** The product is some half of the last place of the sum. */
    MIDDLE,
    /** The product and the third number nearly cancel. */
    CANCELLING,
    /** The sum is subnormal. */
    SUBNORMAL
  }

  private static final int CASES = 2_000_000;

  private final SplittableRandom random = new SplittableRandom(11);

  @ParameterizedTest
  @EnumSource
  void it_is_rounded_once(Place place) {
    int roundedTwice = 0;
    for (int i = 0; i < CASES; i++) {
      float a = first(place);
      float b = second(place, a);
      float c = third(place, a, b);

      float expected = Math.fma(a, b, c);
      float got = Fma.plain(a, b, c);

      if (Float.floatToIntBits(got) != Float.floatToIntBits(expected)) {
        assertThat(got).as("%a · %a + %a", a, b, c).isEqualTo(expected);
      }
      boolean twice = (float) ((double) a * b + c) != expected;
      roundedTwice += twice && !Float.isNaN(expected) ? 1 : 0;
    }
    // Where float64 alone is enough, nothing was tested.
    if (place == Place.MIDDLE || place == Place.SUBNORMAL) {
      assertThat(roundedTwice).isPositive();
    }
  }

  private float first(Place place) {
    return switch (place) {
      case ANYWHERE, CANCELLING -> any();
      case USUAL -> unit();
      case MIDDLE -> above(random.nextInt(-60, 60));
      case SUBNORMAL -> above(random.nextInt(-100, -30));
    };
  }

  private float second(Place place, float a) {
    return switch (place) {
      case ANYWHERE, CANCELLING -> any();
      case USUAL -> unit();
      case MIDDLE -> below(random.nextInt(-60, 60));
      // Half of the smallest number, or as good as that.
      case SUBNORMAL -> below(-150 - Math.getExponent(a) + random.nextInt(-1, 2));
    };
  }

  private float third(Place place, float a, float b) {
    return switch (place) {
      case ANYWHERE -> any();
      case USUAL -> unit();
      case MIDDLE -> {
        int exponent = Math.getExponent(a * b) + 24 + random.nextInt(-1, 2);
        yield sign() * Math.scalb(1 + random.nextInt(1 << 23) * 0x1p-23f, exponent);
      }
      case CANCELLING ->
        Float.intBitsToFloat(Float.floatToRawIntBits(-a * b) + random.nextInt(-2, 3));
      case SUBNORMAL -> sign() * Float.intBitsToFloat(random.nextInt(1 << 23));
    };
  }

  private float any() {
    return Float.intBitsToFloat(random.nextInt());
  }

  private float unit() {
    return random.nextFloat() * 2 - 1;
  }

  private float sign() {
    return random.nextBoolean() ? 1 : -1;
  }

  /** A power of two and a little more. */
  private float above(int exponent) {
    return Math.scalb(1 + Math.scalb(1f, -random.nextInt(1, 24)), exponent);
  }

  /** A power of two and a little less. */
  private float below(int exponent) {
    return Math.scalb(1 - Math.scalb(1f, -random.nextInt(1, 25)), exponent);
  }

  @Test
  void zeros_infinities_and_what_is_no_number_are_as_in_ieee_754() {
    float[] special = {
      0,
      -0f,
      1,
      -1,
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      Float.MIN_NORMAL,
      Float.MAX_VALUE,
      -Float.MAX_VALUE,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.NaN
    };
    for (float a : special) {
      for (float b : special) {
        for (float c : special) {
          assertThat(Float.floatToIntBits(Fma.plain(a, b, c)))
              .as("%a · %a + %a", a, b, c)
              .isEqualTo(Float.floatToIntBits(Math.fma(a, b, c)));
        }
      }
    }
  }
}
