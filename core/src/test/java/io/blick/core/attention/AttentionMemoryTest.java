package io.blick.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.Arena;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Memory that is not there, not writable or not everybody's is said of the argument. */
@NullUnmarked
class AttentionMemoryTest {
  private static final Parallel PARALLEL = new Parallel(2);
  private static final AttentionOptions OPTIONS = AttentionOptions.full(5);

  private final Attention attention = new Attention(PARALLEL);
  private final Tensor x = Tensor.zeros(1, 7, 3, 5);
  private final Tensor output = Tensor.zeros(1, 7, 3, 5);
  private final Tensor lse = Tensor.zeros(1, 3, 7);

  @AfterAll
  static void close() {
    PARALLEL.close();
  }

  private static void missing(String name, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(NullPointerException.class)
        .hasMessage("attention: " + name + " must not be null");
  }

  @Test
  void a_null_argument_is_named() {
    missing("parallel", () -> new Attention(null));
    missing("q", () -> attention.attend(null, x, x, OPTIONS));
    missing("k", () -> attention.attend(x, null, x, OPTIONS));
    missing("v", () -> attention.attend(x, x, null, OPTIONS));
    missing("options", () -> attention.attend(x, x, x, null));
    missing("output", () -> attention.attend(x, x, x, OPTIONS, null, lse));
    missing("lse", () -> attention.attend(x, x, x, OPTIONS, output, null));
    missing("statistics", () -> attention.attend(x, x, x, OPTIONS, output, lse, null));
    missing("q", () -> ReferenceAttention.attend(null, x, x, OPTIONS));
    missing("k", () -> ReferenceAttention.attend(x, null, x, OPTIONS));
    missing("v", () -> ReferenceAttention.attend(x, x, null, OPTIONS));
    missing("options", () -> ReferenceAttention.attend(x, x, x, null));
    missing("mask", () -> OPTIONS.withMask(null));
    missing("cap", () -> OPTIONS.withCap(null));
    missing("cuts", () -> OPTIONS.withCuts(null));
    missing("a mask's table", () -> Mask.bias(null));
    missing("a mask's table", () -> Mask.allowed(null));
    missing("a mask's table", () -> Mask.relative(null));
    missing("a mask", () -> Mask.none().and(null));
    missing("the kind of a site", () -> new AttentionSite(null, 0));
    missing("site", () -> new AttentionCall(null, x, x, x, output, lse, OPTIONS));
    missing(
        "lse", () -> new AttentionCall(AttentionSite.encoder(0), x, x, x, output, null, OPTIONS));
  }

  @Test
  void memory_of_a_closed_arena_is_said() {
    Tensor gone = gone(1, 7, 3, 5);
    Tensor table = gone(1, 1, 7, 7);
    AttentionOptions biased = OPTIONS.withMask(Mask.none().and(Mask.bias(table)));

    closed("q", gone, () -> attention.attend(gone, x, x, OPTIONS));
    closed("v", gone, () -> attention.attend(x, x, gone, OPTIONS));
    closed("output", gone, () -> attention.attend(x, x, x, OPTIONS, gone, lse));
    closed("a mask's table", table, () -> attention.attend(x, x, x, biased));
    closed("k", gone, () -> ReferenceAttention.attend(x, gone, x, OPTIONS));
    closed("a mask's table", table, () -> ReferenceAttention.attend(x, x, x, biased));
    Tensor nats = gone(1, 3, 7);
    closed(
        "the tensor of a statistic",
        nats,
        () -> attention.attend(
            x, x, x, OPTIONS, output, lse, Statistics.of(new Statistic.Entropy(nats))));
  }

  private static Tensor gone(int... sizes) {
    try (Arena arena = Arena.ofShared()) {
      return Tensor.allocate(arena, DType.F32, sizes);
    }
  }

  private static void closed(String name, Tensor gone, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("attention: " + name + " must be read while its arena is open; got " + gone
            + " after the arena was closed; keep a copy()");
  }

  @Test
  void read_only_memory_is_no_place_for_results() {
    readOnly("output", output, () -> attention.attend(x, x, x, OPTIONS, output.readOnly(), lse));
    readOnly("lse", lse, () -> attention.attend(x, x, x, OPTIONS, output, lse.readOnly()));
    Statistics statistics =
        Statistics.of(new Statistic.Norm(Tensor.zeros(1, 3, 7).readOnly()));
    readOnly(
        "the tensor of a statistic",
        lse,
        () -> attention.attend(x, x, x, OPTIONS, output, lse, statistics));
    assertThat(attention
            .attend(x.readOnly(), x.readOnly(), x.readOnly(), OPTIONS)
            .output()
            .toFloats())
        .containsOnly(0);
  }

  private static void readOnly(String name, Tensor result, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("attention: " + name + " must be memory that can be written; got " + result
            + ", which is read-only; give a copy()");
  }

  @Test
  void results_have_memory_apart_from_arguments_and_each_other() {
    apart("output", "q", output, () -> attention.attend(output, x, x, OPTIONS, output, lse));
    apart("output", "k", output, () -> attention.attend(x, output, x, OPTIONS, output, lse));
    apart("output", "v", output, () -> attention.attend(x, x, output, OPTIONS, output, lse));
    Tensor all = Tensor.zeros(126);
    Tensor first = all.slice(0, 105).view(1, 7, 3, 5);
    Tensor last = all.slice(104, 21).view(1, 3, 7);
    apart("lse", "output", last, () -> attention.attend(x, x, x, OPTIONS, first, last));
    apart("lse", "v", last, () -> attention.attend(x, x, first, OPTIONS, output, last));
    attention.attend(x, x, x, OPTIONS, first, all.slice(105, 21).view(1, 3, 7));
    Statistics entropy = Statistics.of(new Statistic.Entropy(lse));
    apart(
        "the tensor of a statistic",
        "lse",
        lse,
        () -> attention.attend(x, x, x, OPTIONS, output, lse, entropy));
  }

  private static void apart(String name, String other, Tensor result, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "attention: %s must have memory apart from that of %s; got %s within it; give another"
                    .formatted(name, other, result)
                + " tensor");
  }

  @Test
  void confined_memory_is_refused_wherever_another_thread_would_read_it() throws Exception {
    try (Arena arena = Arena.ofConfined();
        Parallel one = new Parallel(1);
        var threads = Executors.newSingleThreadExecutor(body -> new Thread(body, "second"))) {
      Tensor own = Tensor.allocate(arena, DType.F32, 1, 7, 3, 5);
      Tensor table = Tensor.allocate(arena, DType.F32, 1, 1, 7, 7);
      AttentionOptions biased = OPTIONS.withMask(Mask.bias(table));

      shared("q", () -> attention.attend(own, x, x, OPTIONS));
      shared("output", () -> attention.attend(x, x, x, OPTIONS, own, lse));
      shared("a mask's table", () -> attention.attend(x, x, x, biased));
      assertThat(new Attention(one).attend(own, own, own, biased).output().toFloats())
          .containsOnly(0);
      threads
          .submit(() -> assertThatThrownBy(() -> attention.attend(own, x, x, OPTIONS))
              .isInstanceOf(WrongThreadException.class)
              .hasMessage("attention: q must be read by the thread of its confined arena; got"
                  + " F32(1, 7, 3, 5) on thread second; use Arena.ofShared() or Arena.ofAuto()"))
          .get();
    }
  }

  private static void shared(String name, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(WrongThreadException.class)
        .hasMessageStartingWith("attention: " + name + " must be memory that every thread may read,"
            + " since several compute; got F32(1, ")
        .hasMessageEndingWith(" of a confined arena; use Arena.ofShared() or Arena.ofAuto()");
  }
}
