package io.blick.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.Uniform;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkspaceTest {
  private final Workspace workspace = new Workspace();

  @AfterEach
  void close() {
    workspace.close();
  }

  @Test
  void tensors_begin_at_cache_lines_and_never_overlap() {
    SplittableRandom random = new SplittableRandom(3);
    List<Tensor> taken = new ArrayList<>();
    // 5 000 tensors of about 8 kB go well beyond the first chunk of 16 MiB.
    for (int i = 0; i < 5_000; i++) {
      taken.add(workspace.take(random.nextInt(61), random.nextInt(67)));
    }

    long end = 0;
    for (Tensor tensor : taken) {
      assertThat(tensor.data().address() % 64).isZero();
    }
    taken.sort((a, b) -> Long.compare(a.data().address(), b.data().address()));
    for (Tensor tensor : taken) {
      assertThat(tensor.data().address()).isGreaterThanOrEqualTo(end);
      end = tensor.data().address() + tensor.data().byteSize();
    }
  }

  @Test
  void the_same_tensors_in_the_same_order_are_the_same_objects() {
    List<Tensor> first = pass();
    workspace.release(Workspace.START);

    List<Tensor> second = pass();

    for (int i = 0; i < first.size(); i++) {
      assertThat(second.get(i)).isSameAs(first.get(i));
    }
  }

  private List<Tensor> pass() {
    Tensor a = workspace.take(3);
    Tensor b = workspace.take(3, 5);
    // More than a chunk, so that the pass goes on in one of its own.
    Tensor c = workspace.take(7, 11, 101_009);
    Tensor d = workspace.take(2, 3, 5, 7);
    return List.of(a, b, c, d, workspace.view(d, 6, 35), workspace.view(d, 2, 15, 7));
  }

  @Test
  void other_sizes_are_other_objects_and_both_are_remembered() {
    Tensor small = workspace.take(3, 5);
    workspace.release(Workspace.START);
    Tensor large = workspace.take(7, 11);
    workspace.release(Workspace.START);

    assertThat(large.sizes()).containsExactly(7, 11);
    assertThat(workspace.take(3, 5)).isSameAs(small);
    workspace.release(Workspace.START);
    assertThat(workspace.take(7, 11)).isSameAs(large);
    workspace.release(Workspace.START);
    assertThat(workspace.take(5, 3).sizes()).containsExactly(5, 3);
    workspace.release(Workspace.START);
    assertThat(workspace.take(15).sizes()).containsExactly(15);
  }

  @Test
  void however_many_sizes_there_were_each_gets_its_own() {
    for (int round = 0; round < 2; round++) {
      for (int n = 1; n < 211; n++) {
        workspace.release(Workspace.START);

        assertThat(workspace.take(n).sizes()).containsExactly(n);
      }
    }
  }

  @Test
  void a_mark_gives_back_what_was_taken_since() {
    Tensor kept = workspace.take(3);
    Workspace.Mark mark = workspace.mark();
    Tensor first = workspace.take(5);

    workspace.release(mark);
    Tensor second = workspace.take(7);

    assertThat(second.data().address()).isEqualTo(first.data().address());
    assertThat(kept.data().asOverlappingSlice(second.data())).isEmpty();
  }

  @Test
  void what_is_kept_is_moved_to_the_mark_also_where_it_overlaps() {
    Workspace.Mark mark = workspace.mark();
    Tensor dropped = workspace.take(17);
    Tensor kept = workspace.take(1009);
    float[] values = new Uniform(5).tensor(1009).toFloats();
    kept.data().copyFrom(MemorySegment.ofArray(values));

    Tensor moved = workspace.releaseBut(mark, kept);

    assertThat(moved.toFloats()).containsExactly(values);
    assertThat(moved.data().address()).isEqualTo(dropped.data().address());
    assertThat(workspace.take(1).data().asOverlappingSlice(moved.data())).isEmpty();
  }

  @Test
  void what_is_kept_may_come_from_elsewhere() {
    Workspace.Mark mark = workspace.mark();
    Tensor foreign = Tensor.of(new float[] {2, 3, 5, 7, 11, 13}, 2, 3);

    Tensor moved = workspace.releaseBut(mark, foreign);

    assertThat(moved.toFloats()).containsExactly(2, 3, 5, 7, 11, 13);
    assertThat(moved.sizes()).containsExactly(2, 3);
    assertThat(moved.data().asOverlappingSlice(foreign.data())).isEmpty();
  }

  @Test
  void a_tensor_like_another_has_its_axes() {
    Tensor x = Tensor.zeros(2, 3, 5, 7);

    assertThat(workspace.like(x).sizes()).containsExactly(2, 3, 5, 7);
    assertThat(workspace.like(x.at(0)).sizes()).containsExactly(3, 5, 7);
    assertThat(workspace.like(x.at(0).at(0)).sizes()).containsExactly(5, 7);
    assertThat(workspace.like(x.at(0).at(0).at(0)).sizes()).containsExactly(7);
    assertThat(workspace.like(x.at(0).at(0).at(0).at(0)).sizes()).isEmpty();
    assertThat(workspace.likeBut(x, 11).sizes()).containsExactly(2, 3, 5, 11);
    assertThat(workspace.rowsOf(x.at(0), 11).sizes()).containsExactly(3, 5, 7, 11);
    assertThat(workspace.rowsOf(Tensor.zeros(), 11).sizes()).containsExactly(11);
  }

  @Test
  void a_single_number_is_remembered_too() {
    Tensor number = workspace.like(Tensor.zeros());
    workspace.release(Workspace.START);

    assertThat(workspace.like(Tensor.zeros())).isSameAs(number);
  }

  @Test
  void more_than_four_axes_are_refused() {
    Tensor x = Tensor.zeros(2, 3, 5, 7, 11);

    assertThatThrownBy(() -> workspace.like(x))
        .isInstanceOf(ShapeException.class)
        .hasMessage("workspace: tensors have at most 4 axes; got F32(2, 3, 5, 7, 11)");
    assertThatThrownBy(() -> workspace.rowsOf(x.at(0), 13))
        .isInstanceOf(ShapeException.class)
        .hasMessage("workspace: tensors have at most 4 axes; got F32(3, 5, 7, 11)");
  }

  @Test
  void a_view_of_an_array_on_the_heap_is_of_that_array() {
    Tensor first = Tensor.over(MemorySegment.ofArray(new float[] {2, 3, 5, 7}), DType.F32, 4);
    Tensor second = Tensor.over(MemorySegment.ofArray(new float[] {11, 13, 17, 19}), DType.F32, 4);
    workspace.view(first, 2, 2);
    workspace.release(Workspace.START);

    Tensor view = workspace.view(second, 2, 2);

    assertThat(view.toFloats()).containsExactly(11, 13, 17, 19);
  }

  @Test
  void a_view_of_freed_memory_is_never_handed_out_again() {
    for (int round = 0; round < 100; round++) {
      workspace.release(Workspace.START);
      // The allocator is likely to give the same address again.
      try (Arena arena = Arena.ofConfined()) {
        Tensor tensor = Tensor.allocate(arena, DType.F32, 6);

        Tensor view = workspace.view(tensor, 2, 3);

        assertThat(view.data().scope().isAlive()).isTrue();
        assertThat(view.data()).isEqualTo(tensor.data());
      }
    }
  }

  @Test
  void closing_frees_every_tensor_and_may_be_done_twice() {
    Workspace closed = new Workspace();
    Tensor tensor = closed.take(7);

    closed.close();
    closed.close();

    assertThat(tensor.data().scope().isAlive()).isFalse();
    assertThatThrownBy(() -> tensor.get(0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_negative_size_is_refused_and_takes_nothing_back() {
    try (Workspace own = new Workspace()) {
      Tensor first = own.take(2003);

      assertThatThrownBy(() -> own.take(-1009))
          .isInstanceOf(ShapeException.class)
          .hasMessage("workspace: sizes must not be negative; got -1009, 1, 1, 1");

      Tensor second = own.take(101);
      assertThat(second.data().address())
          .isGreaterThanOrEqualTo(first.data().address() + first.data().byteSize());
    }
  }
}
