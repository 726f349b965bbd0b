package io.blick.models.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.nn.EagerOps;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** States of blocks whose numbers are known: after layer l there is l + 1 everywhere. */
class HiddenStatesTest {
  private static final int LAYERS = 5;
  private static final Pass PASS = Pass.of(Batch.of(new Encoding(
      List.of(new Piece.Added(0, "", 1, 0), new Piece.Added(0, "", 1, 1)), List.of())));

  /** Adds 1 in each block; keeps what it was given, and changes what it gives after one layer. */
  private record Counting(int changed, UnaryOperator<Tensor> change, List<Tensor> given)
      implements Blocks {

    static Counting honest() {
      return new Counting(-1, x -> x, new ArrayList<>());
    }

    @Override
    public int layers() {
      return LAYERS;
    }

    @Override
    public Tensor embed(Ops ops, Pass pass) {
      return ops.add(ones(), Tensor.zeros(2, 3));
    }

    @Override
    public Tensor block(Ops ops, int layer, Tensor x, Pass pass) {
      given.add(x);
      Tensor y = ops.add(x, ones());
      return layer == changed ? change.apply(y) : y;
    }

    private static Tensor ones() {
      return Tensor.of(new float[] {1, 1, 1, 1, 1, 1}, 2, 3);
    }

    /** Returns how many of the states that blocks were given can still be read. */
    long alive() {
      return given.stream().filter(Counting::isReadable).count();
    }

    private static boolean isReadable(Tensor x) {
      try {
        x.demandReadable("x");
        return true;
      } catch (IllegalStateException e) {
        return false;
      }
    }
  }

  @Test
  void the_last_are_those_of_all() {
    var states = new HiddenStates("tiny", Counting.honest());
    try (EagerOps ops = EagerOps.on(new Parallel(1))) {
      List<Tensor> all = states.all(ops, PASS);

      assertThat(all).hasSize(LAYERS + 1);
      assertThat(all.getFirst().toFloats()).hasSize(6).containsOnly(1);
      assertThat(all.get(3).toFloats()).hasSize(6).containsOnly(4);
      assertThat(states.last(ops, PASS).toFloats()).hasSize(6).containsOnly(LAYERS + 1);
      assertThat(states.resume(ops, PASS, 2, all.get(4), 4).toFloats())
          .hasSize(6)
          .containsOnly(7);
      assertThat(states.resume(ops, PASS, 4, all.get(4), 4)).isSameAs(all.get(4));
    }
  }

  @Test
  void those_on_the_way_to_the_last_are_freed_block_by_block() {
    List<Long> alive = new ArrayList<>();
    Counting counting = Counting.honest();
    var states = new HiddenStates("tiny", new Blocks() {
      @Override
      public int layers() {
        return LAYERS;
      }

      @Override
      public Tensor embed(Ops ops, Pass pass) {
        return counting.embed(ops, pass);
      }

      @Override
      public Tensor block(Ops ops, int layer, Tensor x, Pass pass) {
        Tensor y = counting.block(ops, layer, x, pass);
        alive.add(counting.alive());
        return y;
      }
    });
    try (EagerOps ops = EagerOps.on(new Parallel(1))) {
      states.last(ops, PASS);

      assertThat(alive).containsExactly(1L, 1L, 1L, 1L, 1L);
      assertThat(counting.alive()).isZero();

      alive.clear();
      counting.given().clear();
      states.all(ops, PASS);

      assertThat(alive).containsExactly(1L, 2L, 3L, 4L, 5L);
    }
  }

  @Test
  void what_is_not_finite_is_refused_with_its_layer() {
    var broken = new HiddenStates(
        "tiny",
        new Counting(
            3, _ -> Tensor.of(new float[] {1, 2, Float.NaN, 4, 5, 6}, 2, 3), new ArrayList<>()));
    String message = "tiny: the hidden states after layer 4 must be finite numbers; got NaN; the"
        + " weights are damaged, so fetch the model again";
    try (EagerOps ops = EagerOps.on(new Parallel(1))) {
      Tensor x = Counting.ones();

      refused(() -> broken.all(ops, PASS), message);
      refused(() -> broken.last(ops, PASS), message);
      refused(() -> broken.resume(ops, PASS, 2, x, 5), message);
      assertThat(broken.resume(ops, PASS, 1, x, 3).toFloats()).containsOnly(3);
      refused(
          () -> broken.resume(ops, PASS, 1, Tensor.of(new float[] {Float.NaN}, 1, 1), 1),
          message.replace("layer 4", "layer 1"));
    }
  }

  private static void refused(Runnable run, String message) {
    assertThatThrownBy(run::run).isInstanceOf(IllegalStateException.class).hasMessage(message);
  }
}
