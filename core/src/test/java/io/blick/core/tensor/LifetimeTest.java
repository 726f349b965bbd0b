package io.blick.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A tensor whose memory is used again says so, whoever reads it and how. */
class LifetimeTest {
  private static final String FREED = "tensor: it must be read before its memory is used again; got"
      + " F32(2, 3) after the reset, or the end of the scope, that freed it; keep a copy()";

  private final Workspace workspace = new Workspace();

  @AfterEach
  void close() {
    workspace.close();
  }

  private static List<ThrowingCallable> reads(Tensor x) {
    return List.of(
        x::data,
        () -> x.get(0),
        x::toFloats,
        () -> x.floats(1, 2),
        x::toInts,
        x::toDoubles,
        x::copy,
        x::toF32,
        x::readOnly,
        () -> x.view(6),
        () -> x.at(0),
        () -> x.slice(0, 1));
  }

  @Test
  void every_way_to_read_it_throws_after_the_reset() {
    Tensor x = workspace.take(2, 3);
    for (ThrowingCallable read : reads(x)) {
      assertThatCode(read).doesNotThrowAnyException();
    }

    workspace.release(Workspace.START);

    for (ThrowingCallable read : reads(x)) {
      assertThatThrownBy(read).isInstanceOf(IllegalStateException.class).hasMessage(FREED);
    }
    assertThat(x.sizes()).containsExactly(2, 3);
    assertThat(x.type()).isEqualTo(DType.F32);
    assertThat(x.count()).isEqualTo(6);
    assertThat(x).hasToString("F32(2, 3)");
  }

  @Test
  void parts_and_views_end_with_what_they_view() {
    Tensor x = workspace.take(2, 2, 3);
    List<Tensor> parts = List.of(
        x.at(1), x.slice(1, 1).view(2, 3), x.view(4, 3).slice(1, 2), x.at(0).readOnly());

    workspace.release(Workspace.START);

    assertThat(parts).allSatisfy(part -> assertThatThrownBy(part::toFloats).hasMessage(FREED));
  }

  @Test
  void what_was_taken_before_a_mark_outlives_its_release() {
    Tensor before = workspace.take(2, 3);
    Workspace.Mark mark = workspace.mark();
    Tensor inner = workspace.take(2, 3);
    Workspace.Mark deeper = workspace.mark();
    Tensor deepest = workspace.take(2, 3);

    workspace.release(deeper);
    assertThatThrownBy(deepest::toFloats).hasMessage(FREED);
    Tensor after = workspace.take(2, 3);
    assertThatCode(inner::toFloats).doesNotThrowAnyException();

    workspace.release(mark);
    assertThatThrownBy(inner::toFloats).hasMessage(FREED);
    assertThatThrownBy(after::toFloats).hasMessage(FREED);
    assertThatCode(before::toFloats).doesNotThrowAnyException();
  }

  @Test
  void an_outer_release_ends_what_inner_marks_hold() {
    Workspace.Mark mark = workspace.mark();
    workspace.mark();
    Tensor deepest = workspace.take(2, 3);

    workspace.release(mark);

    assertThatThrownBy(deepest::toFloats).hasMessage(FREED);
  }

  @Test
  void a_mark_is_released_once_and_in_its_own_workspace() {
    String message = "workspace: a mark must be released once, and before those that were made"
        + " earlier; got one that is not open; make another one";
    Workspace.Mark outer = workspace.mark();
    Workspace.Mark inner = workspace.mark();
    workspace.release(outer);

    try (Workspace other = new Workspace()) {
      Workspace.Mark foreign = other.mark();
      for (Workspace.Mark mark : List.of(outer, inner, foreign)) {
        assertThatThrownBy(() -> workspace.release(mark))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage(message);
      }
    }
  }

  @Test
  void what_is_kept_belongs_to_the_mark_around() {
    Workspace.Mark outer = workspace.mark();
    Workspace.Mark inner = workspace.mark();
    Tensor x = workspace.take(2, 3);

    Tensor kept = workspace.releaseBut(inner, x);
    assertThatThrownBy(x::toFloats).hasMessage(FREED);
    assertThatCode(kept::toFloats).doesNotThrowAnyException();

    workspace.release(outer);
    assertThatThrownBy(kept::toFloats).hasMessage(FREED);
  }

  @Test
  void what_is_kept_of_all_begins_the_workspace_anew() {
    Tensor kept = workspace.take(2);
    kept.data().fill((byte) 7);
    float[] numbers = kept.toFloats();

    Tensor moved = workspace.releaseBut(Workspace.START, kept);

    assertThat(moved.toFloats()).isEqualTo(numbers);
    assertThatThrownBy(kept::toFloats).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void what_fails_keeps_nothing_and_what_succeeds_stays_in_order() {
    List<Tensor> tried = new ArrayList<>();
    Tensor first = workspace.take(2, 3);
    long next = first.data().address() + Tensor.ALIGNMENT;

    assertThatThrownBy(() -> workspace.tentatively(() -> {
          tried.add(workspace.take(2, 3));
          throw new ShapeException("no");
        }))
        .hasMessage("no");
    assertThatThrownBy(tried.getFirst()::toFloats).hasMessage(FREED);
    Tensor made = workspace.tentatively(() -> workspace.take(2, 3));

    assertThat(made.data().address()).isEqualTo(next);
    assertThat(workspace.take(2, 3).data().address()).isEqualTo(next + Tensor.ALIGNMENT);
    workspace.release(Workspace.START);
    assertThatThrownBy(made::toFloats).hasMessage(FREED);
  }

  @Test
  void a_loan_ends_with_its_own_sentence_and_the_tensor_lives_on() {
    Tensor x = workspace.take(2, 3);
    Loan loan = new Loan("the call of the probe", "keep call.copy()");
    Tensor lent = loan.of(x);
    Tensor part = lent.view(3, 2);
    assertThatCode(part::toFloats).doesNotThrowAnyException();

    loan.close();
    loan.close();

    assertThatThrownBy(lent::toFloats)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("tensor: it must be read before the call of the probe ends; got F32(2, 3) after"
            + " the call of the probe; keep call.copy()");
    assertThatThrownBy(() -> part.get(0)).hasMessageContaining("after the call of the probe");
    assertThatCode(x::toFloats).doesNotThrowAnyException();
  }

  @Test
  void what_is_lent_ends_with_what_it_was_lent_of() {
    Loan loan = new Loan("the call of the probe", "keep call.copy()");
    Tensor lent = loan.of(workspace.take(2, 3));

    workspace.release(Workspace.START);

    assertThatThrownBy(lent::toFloats).hasMessage(FREED);
  }

  /** The writer fills each tensor with one number; who reads two of them was not told in time. */
  @Test
  @Timeout(120)
  void a_reader_on_another_thread_gets_its_numbers_or_a_sentence() throws Exception {
    int width = 40_009;
    AtomicReference<Tensor> shown = new AtomicReference<>(Tensor.zeros(width));
    try (var threads = Executors.newFixedThreadPool(1)) {
      Future<Integer> told = threads.submit(() -> {
        int sentences = 0;
        for (Tensor x = shown.get(); x.count() == width; x = shown.get()) {
          try {
            float[] got = x.toFloats();
            for (float each : got) {
              assertThat(each).isEqualTo(got[0]);
            }
          } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("used again");
            sentences++;
          }
        }
        return sentences;
      });
      for (int n = 0; n < 20_011; n++) {
        workspace.release(Workspace.START);
        Tensor x = workspace.take(width);
        MemorySegment data = x.data();
        for (int i = 0; i < width; i++) {
          data.setAtIndex(ValueLayout.JAVA_FLOAT, i, n);
        }
        shown.set(x);
      }
      shown.set(Tensor.zeros(1));

      assertThat(told.get()).isPositive();
    }
  }

  @Test
  void beyond_the_bound_what_is_outside_of_marks_has_memory_of_its_own() {
    Tensor most = workspace.take((int) (Workspace.MOST_OUTSIDE / Float.BYTES));
    Tensor beyond = workspace.take(2, 3);
    long end = most.data().address() + most.data().byteSize();

    // Of no chunk: within a mark the workspace goes on where it was.
    Workspace.Mark mark = workspace.mark();
    Tensor inside = workspace.take(1 << 18);
    Tensor next = workspace.take(2, 3);
    assertThat(next.data().address() - inside.data().address()).isEqualTo(1 << 20);
    assertThat(beyond.data().address()).isNotEqualTo(end);
    assertThat(inside.data().address()).isNotEqualTo(beyond.data().address() + Tensor.ALIGNMENT);
    workspace.release(mark);
    assertThatThrownBy(next::toFloats).hasMessage(FREED);
    assertThatCode(beyond::toFloats).doesNotThrowAnyException();

    workspace.release(Workspace.START);
    assertThatThrownBy(beyond::toFloats).hasMessage(FREED);
    assertThat(workspace.take(2, 3).data().address()).isNotEqualTo(end);
  }

  @Test
  void a_read_only_tensor_shows_the_same_memory_and_cannot_be_written() {
    Tensor x = Tensor.of(new float[] {2, 3, 5, 7, 11, 13}, 2, 3);
    Tensor readOnly = x.readOnly();

    assertThat(readOnly.toFloats()).containsExactly(2, 3, 5, 7, 11, 13);
    assertThat(readOnly.data().address()).isEqualTo(x.data().address());
    // The kernels take memory of this class the fast way.
    assertThat(readOnly.data().getClass()).isEqualTo(x.data().getClass());
    assertThatThrownBy(() -> readOnly.at(1).data().fill((byte) 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> readOnly.view(6).demandWritable("attention: lse"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("attention: lse must be memory that can be written; got F32(6), which is"
            + " read-only; give a copy()");
    assertThatCode(() -> readOnly.copy().data().fill((byte) 1)).doesNotThrowAnyException();
  }

  @Test
  void memory_of_an_arena_that_was_closed_is_said_by_every_read() {
    Tensor x;
    try (Arena arena = Arena.ofConfined()) {
      x = Tensor.allocate(arena, DType.F32, 2, 3);
    }
    Tensor gone = x;
    for (ThrowingCallable read : List.<ThrowingCallable>of(
        () -> gone.get(0),
        gone::toFloats,
        gone::toInts,
        gone::toDoubles,
        gone::copy,
        gone::toF32,
        () -> gone.at(1).get(0))) {
      assertThatThrownBy(read)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageMatching("tensor: it must be read while its arena is open; got F32\\(.*3\\)"
              + " after the arena was closed; keep a copy\\(\\)");
    }
  }

  @Test
  void a_confined_arena_of_another_thread_is_said_by_every_read() throws Exception {
    try (Arena arena = Arena.ofConfined();
        var threads = Executors.newSingleThreadExecutor(body -> new Thread(body, "second"))) {
      Tensor x = Tensor.allocate(arena, DType.F32, 2, 3);
      for (ThrowingCallable read : List.<ThrowingCallable>of(
          () -> x.get(0), x::toFloats, x::toInts, x::toDoubles, x::copy, x::toF32)) {
        threads
            .submit(() -> assertThatThrownBy(read)
                .isInstanceOf(WrongThreadException.class)
                .hasMessage("tensor: it must be read by the thread of its confined arena; got"
                    + " F32(2, 3) on thread second; use Arena.ofShared() or Arena.ofAuto()"))
            .get();
      }
    }
  }
}
