package io.blick.core.weight;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.ShapeException;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What a weight refuses, and how it says so. */
class WeightErrorsTest {
  private static final Weight DENSE = new Dense(Tensor.zeros(67, 613));

  private static List<Weight> forms() {
    MemorySegment bytes = Tensor.zeros(DType.F16, 67, 613).data();
    Blocked blocked = Blocked.over(bytes, BlockFormat.F16, 67, 613);
    return List.of(DENSE, Packed.of(DENSE), blocked, PackedBlocks.of(blocked));
  }

  @Test
  void a_dense_weight_is_a_float32_matrix() {
    assertThatThrownBy(() -> new Dense(Tensor.zeros(2, 3, 5)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("weight: W must have the axes (O I); got F32(2, 3, 5)");
    assertThatThrownBy(() -> new Dense(Tensor.zeros(DType.F64, 2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weight: W must be F32; got F64(2, 3)");
  }

  @Test
  void blocks_have_the_bytes_of_their_sizes() {
    MemorySegment bytes = Tensor.zeros(DType.U8, 29).data();

    assertThatThrownBy(() -> Blocked.over(bytes, BlockFormat.F16, 3, 5))
        .isInstanceOf(ShapeException.class)
        .hasMessage("weight: F16(3, 5) must have 30 bytes, 10 a row; got 29");
    assertThatThrownBy(() -> Blocked.over(bytes, BlockFormat.BF16, -1, 5))
        .isInstanceOf(ShapeException.class)
        .hasMessage("weight: sizes must not be negative; got BF16(-1, 5)");
    assertThatThrownBy(() -> Blocked.over(bytes, BlockFormat.F16, 3, 1 << 30))
        .isInstanceOf(ShapeException.class)
        .hasMessage("weight: a row must have at most 2147483647 bytes; got F16(3, 1073741824),"
            + " 2147483648 bytes a row");
  }

  @Test
  void panels_and_rows_lie_within_the_weight() {
    MemorySegment to = Tensor.zeros(640 * 64).data();
    for (Weight weight : forms()) {
      outside(
          () -> weight.panel(128, 0, 256, to, 0),
          "weight: output must be at least 0 and below 67; got 128 of " + weight);
      outside(
          () -> weight.panel(0, 512, 102, to, 0),
          "weight: a panel must lie within the inputs from 0 to 613; got 102 from 512 on of "
              + weight);
      outside(
          () -> weight.row(67, to, 0),
          "weight: output must be at least 0 and below 67; got 67 of " + weight);
      outside(
          () -> weight.row(-1),
          "weight: output must be at least 0 and below 67; got -1 of " + weight);
      for (int[] place : new int[][] {{1, 0, 256}, {0, 1, 255}, {0, 0, 255}}) {
        assertThatThrownBy(() -> weight.panel(place[0], place[1], place[2], to, 0))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage(
                "weight: a panel must begin at a multiple of 64 outputs and of 256 inputs, and end"
                    + " at such or at I; got outputs from %d and inputs from %d to %d of %s",
                place[0], place[1], place[1] + place[2], weight);
      }
    }
  }

  private static void outside(Runnable call, String sentence) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage(sentence);
  }

  @Test
  void memory_that_is_gone_is_said() {
    List<Weight> ended = ended();
    Weight dense = ended.get(0);
    Weight packed = ended.get(1);
    Weight blocked = ended.get(2);
    Weight blocks = ended.get(3);

    gone(
        blocks,
        "linear: weight must be used while the arena that it was packed in is open; got"
            + " F16(2, 3) after the arena was closed; pack it again");
    assertThatThrownBy(() -> blocks.packed(Arena.ofAuto()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("weight: W must be used while the arena that it was packed in");
    gone(
        packed,
        "linear: weight must be used while the arena that it was packed in is open; got"
            + " F32(2, 3) after the arena was closed; pack it again");
    gone(
        dense,
        "linear: weight must be read while its arena is open; got F32(2, 3) after the"
            + " arena was closed; keep a copy()");
    gone(
        blocked,
        "linear: weight must be read while its arena is open; got U8(2, 6) after the"
            + " arena was closed; keep a copy()");
    assertThatThrownBy(() -> Packed.of(dense))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("weight: W must be read while its arena is open; got F32(2, 3)");
  }

  private static List<Weight> ended() {
    try (Arena arena = Arena.ofShared()) {
      Weight dense = new Dense(Tensor.allocate(arena, DType.F32, 2, 3));
      Blocked blocked = Blocked.over(arena.allocate(12), BlockFormat.F16, 2, 3);
      Weight blocks = PackedBlocks.of(blocked, arena);
      return List.of(dense, Packed.of(dense, arena), blocked, blocks);
    }
  }

  private static void gone(Weight weight, String sentence) {
    assertThatThrownBy(() -> weight.demandReadable("linear: weight"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(sentence);
  }

  @Test
  @NullUnmarked
  void what_is_missing_is_named() {
    MemorySegment bytes = Tensor.zeros(DType.F16, 2, 3).data();

    missing("W", () -> new Dense(null));
    missing("W", () -> Packed.of(null));
    missing("arena", () -> Packed.of(DENSE, null));
    missing("W", () -> PackedBlocks.of(null));
    missing("arena", () -> PackedBlocks.of(Blocked.over(bytes, BlockFormat.F16, 2, 3), null));
    missing("bytes", () -> Blocked.over(null, BlockFormat.F16, 2, 3));
    missing("format", () -> Blocked.over(bytes, null, 2, 3));
  }

  private static void missing(String name, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(NullPointerException.class)
        .hasMessage("weight: " + name + " must not be null");
  }
}
