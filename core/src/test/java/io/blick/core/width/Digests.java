package io.blick.core.width;

import io.blick.core.Uniform;
import io.blick.core.attention.Alignment;
import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionProbe;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.Mask;
import io.blick.core.attention.Reach;
import io.blick.core.attention.SoftCap;
import io.blick.core.attention.Statistic;
import io.blick.core.attention.Statistics;
import io.blick.core.kernel.Machine;
import io.blick.core.nn.EagerOps;
import io.blick.core.nn.Gelu;
import io.blick.core.nn.LayerNorm;
import io.blick.core.nn.Linear;
import io.blick.core.nn.RmsNorm;
import io.blick.core.nn.Rotary;
import io.blick.core.nn.RotaryScaling;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.Tensor;
import io.blick.core.weight.BlockFormat;
import io.blick.core.weight.Blocked;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Prints with what this virtual machine computes, and then one SHA-256 for each operation, of its
 * results on seeded numbers of many sizes.
 */
final class Digests {
  private static final float[] SPECIAL = {
    0,
    -0f,
    1,
    -1,
    0.99999994f,
    1.0000001f,
    4,
    -4,
    5.6568f,
    -5.6568f,
    88.7f,
    89,
    -87.3f,
    -88,
    1e-30f,
    -1e-30f,
    1e30f,
    -1e30f,
    Float.MIN_VALUE,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  private final List<AttentionCall> calls = new ArrayList<>();
  private final List<Tensor> statistics = new ArrayList<>();
  private final EagerOps ops = EagerOps.allCores(new Probe());

  /** Keeps every call, and gathers every statistic of the heads that are not the first. */
  private final class Probe implements AttentionProbe {
    @Override
    public void attended(AttentionCall call) {
      calls.add(call.copy());
    }

    @Override
    public Statistics statistics(AttentionSite site, int sequence, Tensor q, Tensor k) {
      int[] rows = {q.size(0), q.size(2), q.size(1)};
      int[] top = {q.size(0), q.size(2), q.size(1), 3};
      List<Tensor> results = List.of(
          Tensor.zeros(rows),
          Tensor.zeros(rows),
          Tensor.zeros(DType.I32, rows),
          Tensor.zeros(top),
          Tensor.zeros(DType.I32, top),
          Tensor.zeros(rows),
          Tensor.zeros(rows),
          Tensor.zeros(rows),
          Tensor.zeros(q.size(0), q.size(2), k.size(1)));
      statistics.addAll(results);
      Tensor set = Tensor.zeros(DType.BOOL, 1, k.size(1));
      set.data().asSlice(0, k.size(1) / 2).fill((byte) 1);
      return Statistics.of(
              new Statistic.Entropy(results.get(0)),
              new Statistic.Largest(results.get(1), results.get(2)),
              new Statistic.Top(results.get(3), results.get(4)),
              new Statistic.Distance(Alignment.topLeft(), results.get(5)),
              new Statistic.Mass(set, results.get(6)),
              new Statistic.Norm(results.get(7)),
              new Statistic.Received(results.get(8)))
          .ofHeads(h -> h > 0);
    }
  }

  private Digests() {}

  public static void main(String[] arguments) {
    System.out.println(EagerOps.lanes() + " " + Machine.KERNELS.getClass().getSimpleName());
    new Digests().print();
  }

  private void print() {
    print("linear", linear());
    print("blocks", blocks());
    print("add", add());
    print("multiply", multiply());
    print("scale", List.of(ops.scale(Tensor.of(special(61), 61), 0.3f)));
    print("softCap", softCap());
    print("layerNorm", layerNorm());
    print("rmsNorm", rmsNorm());
    print("rotate", rotate(Rotary.Pairs.HALVES));
    print("rotate 2i", rotate(Rotary.Pairs.INTERLEAVED));
    print("gelu", gelu(Gelu.ERF));
    print("gelu tanh", gelu(Gelu.TANH));
    print("relu", relu());
    print("silu", silu());
    print("tanh", tanh());
    print("softmax", softmax());
    print("unit", unit());
    print("mean", mean());
    print("attention", attention());
    print("statistic", statistics);
    ops.close();
  }

  private static void print(String operation, List<Tensor> results) {
    MessageDigest digest = sha256();
    for (Tensor result : results) {
      ByteBuffer bits = ByteBuffer.allocate(Math.toIntExact(4 * result.count()));
      bits.order(ByteOrder.LITTLE_ENDIAN);
      for (float value : result.toFloats()) {
        // All kinds of NaN are one: which kind it is, is not promised.
        bits.putInt(Float.floatToIntBits(value));
      }
      digest.update(bits.array());
    }
    System.out.printf("%-10s%s%n", operation, HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Tensor> linear() {
    Uniform uniform = new Uniform(101);
    List<Tensor> results = new ArrayList<>();
    int[][] sizes = {
      {1, 1, 1}, {5, 127, 63}, {6, 256, 64}, {7, 129, 65}, {97, 257, 131}, {13, 769, 67}, {3, 0, 5}
    };
    for (int[] size : sizes) {
      Tensor x = uniform.tensor(size[0], size[1]);
      Tensor weight = uniform.tensor(size[2], size[1]);
      Tensor bias = uniform.tensor(size[2]);
      results.add(ops.linear(x, Linear.of(weight, bias)));
    }
    return results;
  }

  /** Products of one, few and many rows with random bytes as blocks. */
  private List<Tensor> blocks() {
    Uniform uniform = new Uniform(157);
    List<Tensor> results = new ArrayList<>();
    for (BlockFormat format : BlockFormat.values()) {
      int inputs = 512 + format.numbers() % 256;
      byte[] bytes = new byte[67 * (inputs / format.numbers()) * format.bytes()];
      new SplittableRandom(163).nextBytes(bytes);
      Blocked weight = Blocked.over(MemorySegment.ofArray(bytes), format, 67, inputs);
      Linear layer = Linear.of(weight, uniform.tensor(67)).packed();
      for (int rows : new int[] {1, 3, 11}) {
        results.add(ops.linear(uniform.tensor(rows, inputs), layer));
      }
    }
    return results;
  }

  private List<Tensor> add() {
    Tensor x = new Uniform(103).tensor(3, 1021);
    return List.of(ops.add(x, Tensor.of(special(3 * 1021), 3, 1021)));
  }

  private List<Tensor> layerNorm() {
    Uniform uniform = new Uniform(107);
    List<Tensor> results = new ArrayList<>();
    for (int width : new int[] {1, 3, 15, 16, 17, 31, 33, 127, 773}) {
      LayerNorm norm = new LayerNorm(uniform.tensor(width), uniform.tensor(width), 1e-12f);
      results.add(ops.layerNorm(uniform.tensor(5, width), norm));
    }
    return results;
  }

  private List<Tensor> multiply() {
    Tensor x = new Uniform(157).tensor(3, 1021);
    return List.of(ops.multiply(x, Tensor.of(special(3 * 1021), 3, 1021)));
  }

  private List<Tensor> softCap() {
    return List.of(
        ops.softCap(new Uniform(163).tensor(9, 1021), 1.3f),
        ops.softCap(Tensor.of(special(61), 61), 30));
  }

  private List<Tensor> rmsNorm() {
    Uniform uniform = new Uniform(167);
    List<Tensor> results = new ArrayList<>();
    for (int width : new int[] {1, 3, 15, 16, 17, 31, 33, 127, 773}) {
      results.add(ops.rmsNorm(uniform.tensor(5, width), new RmsNorm(uniform.tensor(width), 1e-6f)));
    }
    return results;
  }

  private List<Tensor> rotate(Rotary.Pairs pairs) {
    Uniform uniform = new Uniform(173);
    List<Tensor> results = new ArrayList<>();
    Tensor positions = Tensor.of(new int[] {0, 1, 63, 64, 131_071}, 5);
    for (int rotated : new int[] {2, 14, 16, 18, 32, 34, 64, 126}) {
      Rotary rotary = Rotary.of(pairs, rotated, 10_000, new RotaryScaling.Plain());
      results.add(ops.rotate(uniform.tensor(5, 3, rotated + 3), positions, rotary));
      results.add(ops.rotate(Tensor.of(special(5 * 128), 5, 1, 128), positions, rotary));
    }
    return results;
  }

  private List<Tensor> gelu(Gelu kind) {
    Uniform uniform = new Uniform(109);
    Tensor special = Tensor.of(special(61), 61);
    return List.of(ops.gelu(uniform.tensor(5, 7, 1021), kind), ops.gelu(special, kind));
  }

  private List<Tensor> relu() {
    return List.of(
        ops.relu(new Uniform(149).tensor(9, 1021)), ops.relu(Tensor.of(special(61), 61)));
  }

  private List<Tensor> silu() {
    return List.of(
        ops.silu(new Uniform(151).tensor(9, 1021)), ops.silu(Tensor.of(special(61), 61)));
  }

  private List<Tensor> tanh() {
    return List.of(
        ops.tanh(new Uniform(113).tensor(9, 1021)), ops.tanh(Tensor.of(special(61), 61)));
  }

  /** The special values over and over. */
  private static float[] special(int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = SPECIAL[i % SPECIAL.length];
    }
    return values;
  }

  private List<Tensor> softmax() {
    Uniform uniform = new Uniform(127);
    List<Tensor> results = new ArrayList<>();
    for (int width : new int[] {1, 3, 15, 16, 17, 31, 33, 127, 1021}) {
      results.add(ops.softmax(uniform.tensor(5, width)));
      results.add(ops.softmax(uniform.tensor(20, 5, width)));
    }
    results.add(ops.softmax(Tensor.of(special(61), 61)));
    return results;
  }

  private List<Tensor> unit() {
    Uniform uniform = new Uniform(131);
    List<Tensor> results = new ArrayList<>();
    for (int width : new int[] {1, 3, 15, 16, 17, 31, 33, 127, 1021}) {
      results.add(ops.unit(uniform.tensor(5, width)));
    }
    return results;
  }

  private List<Tensor> mean() {
    Tensor all = ops.rows(new Uniform(137).tensor(3, 263, 17));
    int[] rows = IntStream.concat(
            IntStream.of(0), IntStream.concat(IntStream.range(263, 392), IntStream.range(526, 789)))
        .toArray();
    Tensor some = ops.gather(all, Tensor.of(rows, rows.length));
    return List.of(ops.mean(some, Sequences.of(1, 129, 263)));
  }

  private List<Tensor> attention() {
    Uniform uniform = new Uniform(139);
    // B, T, S, H, Hkv, D, Dv, and the keys of the last batch entry.
    int[][] sizes = {
      {2, 67, 131, 6, 2, 17, 13, 101},
      {1, 1, 263, 4, 1, 129, 64, 263},
      {1, 129, 257, 3, 3, 64, 64, 257},
      {2, 5, 7, 2, 2, 257, 1, 0},
      {1, 65, 6, 1, 1, 1, 5, 6},
      {1, 3, 3301, 2, 1, 17, 16, 3299}
    };
    for (int[] size : sizes) {
      int[] lengths = new int[size[0]];
      Arrays.fill(lengths, size[2]);
      lengths[size[0] - 1] = size[7];
      Mask padding = Mask.padding(lengths);
      Mask window = Mask.window(Alignment.at(3), Reach.of(97), Reach.of(1)).and(padding);
      Mask bias = Mask.causal().and(Mask.bias(uniform.tensor(1, 1, size[1], size[2])));
      AttentionOptions full = AttentionOptions.full(size[5]);
      Tensor q = uniform.tensor(size[0], size[1], size[3], size[5]);
      Tensor k = uniform.tensor(size[0], size[2], size[4], size[5]);
      Tensor v = uniform.tensor(size[0], size[2], size[4], size[6]);
      ops.attention(AttentionSite.encoder(0), q, k, v, full.withMask(padding));
      ops.attention(AttentionSite.encoder(0), q, k, v, full.withMask(window));
      ops.attention(
          AttentionSite.encoder(0), q, k, v, full.withMask(bias).withCap(SoftCap.at(1.3f)));
    }
    List<Tensor> results = new ArrayList<>();
    for (AttentionCall call : calls) {
      results.add(call.output());
      results.add(call.lse());
      float[] weights = call.weights(0, call.q().size(2) - 1, call.q().size(1) - 1);
      results.add(Tensor.of(weights, weights.length));
    }
    return results;
  }
}
