package io.blick.models.token.unicode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tables of characters, whole and damaged; what real ones do is compared with the oracle. */
class CharsmapTest {
  private static final int LEAF = 0x100;

  @Test
  void a_character_becomes_the_text_at_its_leaf() {
    // From the root a leads to unit 1 ^ 'a', a leaf, behind which unit 1 holds the place 2.
    int[] units = new int[256];
    units[0] = 1 << 10;
    units[1 ^ 'a'] = (((1 ^ 'a') ^ 7) << 10) | LEAF | 'a';
    units[7] = 2;

    AlignedText mapped =
        table(units, new byte[] {'?', 0, 'x', 'y', 0}).apply(AlignedText.of("bab"));

    assertThat(new String(mapped.codes(), 0, mapped.size())).isEqualTo("bxyb");
    assertThat(mapped.start(2)).isEqualTo(1);
    assertThat(mapped.end(2)).isEqualTo(2);
  }

  @Test
  void any_table_maps_any_text() {
    String typed = "a\u0000é\u0301\u0302日\r\n😀👩‍👩‍👧\uD83C\uDDF8\uD83C\uDDEA";
    byte[] letters = typed.getBytes(StandardCharsets.UTF_8);
    AlignedText text = AlignedText.of(typed);
    int changed = 0;
    for (int seed = 0; seed < 10_007; seed++) {
      Random random = new Random(seed);
      // Labels that are met, and ways that often lead on; now and then anything.
      int[] units = new int[1 + random.nextInt(1031)];
      Arrays.setAll(
          units,
          i -> random.nextInt(9) == 0
              ? random.nextInt()
              : (random.nextInt(units.length) << 10)
                  | (random.nextInt(2) * LEAF)
                  | (letters[random.nextInt(letters.length)] & 0xFF));
      byte[] texts = new byte[random.nextInt(31)];
      random.nextBytes(texts);

      AlignedText mapped = table(units, texts).apply(text);

      changed += Arrays.equals(mapped.codes(), text.codes()) ? 0 : 1;
      for (int i = 0; i < mapped.size(); i++) {
        assertThat(mapped.start(i)).isLessThan(mapped.end(i));
      }
    }
    assertThat(changed).isPositive();
  }

  @Test
  void a_table_that_is_not_whole_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Charsmap.of(new byte[] {8, 0, 0, 0, 1}))
        .withMessage("the table must begin with the size of an array that it holds whole;"
            + " got 8 of 5 bytes");
    assertThatIllegalArgumentException().isThrownBy(() -> Charsmap.of(new byte[3]));
    assertThatIllegalArgumentException().isThrownBy(() -> Charsmap.of(new byte[4]));
  }

  private static Charsmap table(int[] units, byte... texts) {
    ByteBuffer table = ByteBuffer.allocate(Integer.BYTES * (1 + units.length) + texts.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(Integer.BYTES * units.length);
    for (int unit : units) {
      table.putInt(unit);
    }
    return Charsmap.of(table.put(texts).array());
  }
}
