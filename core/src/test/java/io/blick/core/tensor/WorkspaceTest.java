package io.blick.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.Uniform;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
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
  void the_same_requests_in_the_same_order_lie_in_the_same_memory() {
    List<Long> first = pass();
    workspace.release(Workspace.START);

    assertThat(pass()).isEqualTo(first);
  }

  private List<Long> pass() {
    Tensor a = workspace.take(3);
    Tensor b = workspace.take(3, 5);
    // More than a chunk, so that the pass goes on in one of its own.
    Tensor c = workspace.take(7, 11, 101_009);
    Tensor d = workspace.take(2, 3, 5, 7);
    return Stream.of(a, b, c, d).map(tensor -> tensor.data().address()).toList();
  }

  /** Each pass asks for a little more than any chunk has, and gets no chunk for itself alone. */
  @Test
  void passes_that_grow_little_by_little_share_memory() {
    Set<Long> addresses = new HashSet<>();
    for (int n = 0; n < 211; n++) {
      workspace.release(Workspace.START);
      addresses.add(workspace.take(4_200_000 + 19_937 * n).data().address());
    }

    // From 16 to 32 MiB, of which 1 MiB is no multiple: one chunk of 32 MiB.
    assertThat(addresses).hasSize(1);
  }

  @Test
  void a_mark_gives_back_what_was_taken_since() {
    Tensor kept = workspace.take(3);
    Workspace.Mark mark = workspace.mark();
    long first = workspace.take(5).data().address();

    workspace.release(mark);
    Tensor second = workspace.take(7);

    assertThat(second.data().address()).isEqualTo(first);
    assertThat(kept.data().asOverlappingSlice(second.data())).isEmpty();
  }

  @Test
  void what_is_kept_is_moved_to_the_mark_also_where_it_overlaps() {
    Workspace.Mark mark = workspace.mark();
    long dropped = workspace.take(17).data().address();
    Tensor kept = workspace.take(1009);
    float[] values = new Uniform(5).tensor(1009).toFloats();
    kept.data().copyFrom(MemorySegment.ofArray(values));

    Tensor moved = workspace.releaseBut(mark, kept);

    assertThat(moved.toFloats()).containsExactly(values);
    assertThat(moved.data().address()).isEqualTo(dropped);
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
  void tensors_have_any_number_of_axes() {
    Tensor x = Tensor.zeros(2, 3, 5, 7, 11);

    assertThat(workspace.like(x).sizes()).containsExactly(2, 3, 5, 7, 11);
    assertThat(workspace.rowsOf(x, 13).sizes()).containsExactly(2, 3, 5, 7, 11, 13);
    assertThat(workspace.likeBut(x, 13).sizes()).containsExactly(2, 3, 5, 7, 13);
  }

  @Test
  void closing_frees_every_tensor_and_may_be_done_twice() {
    Workspace closed = new Workspace();
    Tensor tensor = closed.take(7);
    MemorySegment memory = tensor.data();

    closed.close();
    closed.close();

    assertThat(memory.scope().isAlive()).isFalse();
    assertThatThrownBy(() -> tensor.get(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "tensor: it must be read before its memory is freed; got F32(7) after its ops or"
                + " workspace were closed; keep a copy()");
  }

  @Test
  void a_negative_size_is_refused_and_takes_nothing_back() {
    try (Workspace own = new Workspace()) {
      Tensor first = own.take(2003);

      assertThatThrownBy(() -> own.take(-1009))
          .isInstanceOf(ShapeException.class)
          .hasMessage("tensor: sizes must not be negative; got [-1009]");

      Tensor second = own.take(101);
      assertThat(second.data().address())
          .isGreaterThanOrEqualTo(first.data().address() + first.data().byteSize());
    }
  }
}
