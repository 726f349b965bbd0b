package io.blick.core.nn;

import io.blick.core.kernel.ElementKernels;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.core.tensor.Workspace;

/**
 * Operations on elements and rows whose results lie in a workspace. Arguments must fit, and be
 * readable before and after: what was computed while another thread freed one is seen by nobody.
 */
final class WorkspaceRows {
  private static final Elementwise.OfOne GELU_ERF = ElementKernels::geluErf;
  private static final Elementwise.OfOne GELU_TANH = ElementKernels::geluTanh;
  private static final Elementwise.OfOne RELU = ElementKernels::relu;
  private static final Elementwise.OfOne SILU = ElementKernels::silu;
  private static final Elementwise.OfOne TANH = ElementKernels::tanh;
  private static final Rows.Row SOFTMAX = Rows::softmax;
  private static final Rows.Row UNIT = Rows::unit;

  private final Parallel parallel;
  private final Workspace workspace;
  private final Rows rows;
  private final Elementwise.WithTensor sum =
      new Elementwise.WithTensor("add: b", ElementKernels::add);
  private final Elementwise.WithTensor product =
      new Elementwise.WithTensor("multiply: b", ElementKernels::multiply);
  private final Elementwise.WithNumber scaled = new Elementwise.WithNumber(Elementwise::scale);
  private final Elementwise.WithNumber capped = new Elementwise.WithNumber(Elementwise::softCap);
  private final Norms.Layer layerNorm = new Norms.Layer();
  private final Norms.Rms rmsNorm = new Norms.Rms();
  private final Rotation rotation = new Rotation();

  WorkspaceRows(Parallel parallel, Workspace workspace) {
    this.parallel = parallel;
    this.workspace = workspace;
    this.rows = new Rows(parallel);
  }

  Tensor add(Tensor a, Tensor b) {
    demand("add: a", a);
    demand("add: b", b);
    return run("add: a", sum.of(b), Rows.PIECE, a);
  }

  Tensor multiply(Tensor a, Tensor b) {
    demand("multiply: a", a);
    demand("multiply: b", b);
    return run("multiply: a", product.of(b), Rows.PIECE, a);
  }

  Tensor scale(Tensor x, float factor) {
    demand("scale: x", x);
    return run("scale: x", scaled.of(factor), Rows.PIECE, x);
  }

  Tensor softCap(Tensor x, float cap) {
    demand("softCap: x", x);
    return run("softCap: x", capped.of(cap), Rows.PIECE, x);
  }

  Tensor layerNorm(Tensor x, LayerNorm norm) {
    demand("layerNorm: gain", norm.gain());
    demand("layerNorm: bias", norm.bias());
    demand("layerNorm: x", x);
    return run("layerNorm: x", layerNorm.of(norm), Shapes.width(x), x);
  }

  Tensor rmsNorm(Tensor x, RmsNorm norm) {
    demand("rmsNorm: gain", norm.gain());
    demand("rmsNorm: x", x);
    return run("rmsNorm: x", rmsNorm.of(norm), Shapes.width(x), x);
  }

  Tensor rotate(Tensor x, Tensor positions, Rotary rotary) {
    demand("rotate: x", x);
    parallel.demandReadable("rotate: positions", positions);
    int dim = x.size(2);
    return run("rotate: x", rotation.of(positions, rotary, dim), x.size(1) * dim, x);
  }

  Tensor gelu(Tensor x, Gelu kind) {
    return switch (kind) {
      case ERF -> elements("gelu: x", GELU_ERF, x);
      case TANH -> elements("gelu: x", GELU_TANH, x);
    };
  }

  Tensor relu(Tensor x) {
    return elements("relu: x", RELU, x);
  }

  Tensor silu(Tensor x) {
    return elements("silu: x", SILU, x);
  }

  Tensor tanh(Tensor x) {
    return elements("tanh: x", TANH, x);
  }

  private Tensor elements(String what, Elementwise.OfOne operation, Tensor x) {
    demand(what, x);
    return run(what, operation, Rows.PIECE, x);
  }

  Tensor softmax(Tensor x) {
    demand("softmax: x", x);
    return run("softmax: x", SOFTMAX, Shapes.width(x), x);
  }

  Tensor unit(Tensor x) {
    demand("unit: x", x);
    return run("unit: x", UNIT, Shapes.width(x), x);
  }

  private void demand(String what, Tensor x) {
    x.demand(DType.F32, what);
    parallel.demandReadable(what, x);
  }

  private Tensor run(String what, Rows.Row row, int width, Tensor x) {
    Tensor y = workspace.like(x);
    try {
      rows.run(row, width, x, y);
    } catch (RuntimeException e) {
      demandReadable(what, row, x);
      throw e;
    }
    demandReadable(what, row, x);
    return y;
  }

  private static void demandReadable(String what, Rows.Row row, Tensor x) {
    x.demandReadable(what);
    row.demandReadable();
  }
}
