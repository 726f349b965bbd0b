package io.blick.core.nn;

import io.blick.core.kernel.Kernels;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/** Norms of a row, whose parameters are set before each run. */
final class Norms {
  private Norms() {}

  /** Layer norm. */
  static final class Layer implements Rows.Row {
    private static final Tensor NOTHING = Tensor.zeros(0);

    private final OwnCopy gains = new OwnCopy();
    private final OwnCopy biases = new OwnCopy();
    private LayerNorm norm = new LayerNorm(NOTHING, NOTHING, 0);
    private MemorySegment gain = MemorySegment.NULL;
    private MemorySegment bias = MemorySegment.NULL;

    Layer of(LayerNorm newNorm) {
      norm = newNorm;
      return this;
    }

    @Override
    public void begin() {
      gain = gains.of(norm.gain().data());
      bias = biases.of(norm.bias().data());
    }

    @Override
    public void compute(
        Kernels kernels,
        MemorySegment x,
        MemorySegment y,
        long at,
        int width,
        MemorySegment scratch) {
      float mean = kernels.rows().sum(x, at, scratch, width) / width;
      float variance = kernels.rows().squares(x, at, mean, scratch, width) / width;
      float inverse = (float) (1 / Math.sqrt(variance + norm.epsilon()));
      kernels.rows().standardize(x, at, mean, inverse, y, at, width);
      kernels.rows().affine(gain, bias, y, at, width);
    }

    @Override
    public void demandReadable() {
      norm.gain().demandReadable("layerNorm: gain");
      norm.bias().demandReadable("layerNorm: bias");
    }
  }

  /** The norm by the root of the mean square. */
  static final class Rms implements Rows.Row {
    private final OwnCopy gains = new OwnCopy();
    private RmsNorm norm = new RmsNorm(Tensor.zeros(0), 0);
    private MemorySegment gain = MemorySegment.NULL;

    Rms of(RmsNorm newNorm) {
      norm = newNorm;
      return this;
    }

    @Override
    public void begin() {
      gain = gains.of(norm.gain().data());
    }

    @Override
    public void compute(
        Kernels kernels,
        MemorySegment x,
        MemorySegment y,
        long at,
        int width,
        MemorySegment scratch) {
      float square = kernels.rows().squares(x, at, 0, scratch, width) / width;
      float inverse = (float) (1 / Math.sqrt(square + norm.epsilon()));
      kernels.rows().scale(x, at, inverse, gain, y, at, width);
    }

    @Override
    public void demandReadable() {
      norm.gain().demandReadable("rmsNorm: gain");
    }
  }
}
