package io.blick.core.attention;

import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/**
 * One attention cut into tasks: a key-value head, and up to 64 of the queries that read it. The
 * object is kept and used again, so that nothing is allocated.
 */
final class AttentionJob implements Parallel.Job {
  private final Parallel parallel;
  private final QueryBlock[] blocks;
  MemorySegment q = MemorySegment.NULL;
  MemorySegment k = MemorySegment.NULL;
  MemorySegment v = MemorySegment.NULL;
  MemorySegment output = MemorySegment.NULL;
  MemorySegment lse = MemorySegment.NULL;
  Mask mask = Mask.none();
  float scale;
  int queries;
  int keys;
  int heads;
  int keyHeads;
  int dim;
  int valueDim;
  private int batch;

  AttentionJob(Parallel parallel) {
    this.parallel = parallel;
    this.blocks = new QueryBlock[parallel.threads()];
    for (int worker = 0; worker < blocks.length; worker++) {
      blocks[worker] = new QueryBlock(this);
    }
  }

  void run(Tensor newQ, Tensor newK, Tensor newV, AttentionOptions options, Tensor o, Tensor l) {
    q = newQ.data();
    k = newK.data();
    v = newV.data();
    output = o.data();
    lse = l.data();
    mask = options.mask();
    scale = AttentionOptions.inPowersOfTwo(options.scale());
    batch = Attention.size("B", "q", newQ);
    queries = Attention.size("T", "q", newQ);
    heads = Attention.size("H", "q", newQ);
    dim = Attention.size("D", "q", newQ);
    keys = Attention.size("S", "k", newK);
    keyHeads = Attention.size("Hkv", "k", newK);
    valueDim = Attention.size("Dv", "v", newV);
    parallel.run(this, batch * keyHeads * blocksOfHead());
  }

  /** Returns how many query heads read one key-value head. */
  int group() {
    return heads / keyHeads;
  }

  private int blocksOfHead() {
    return keyHeads == 0 ? 0 : (queries * group() + QueryBlock.LANES - 1) / QueryBlock.LANES;
  }

  @Override
  public void run(int task, int worker) {
    QueryBlock block = blocks[worker];
    int row = task % blocksOfHead() * QueryBlock.LANES;
    int keyHead = task / blocksOfHead() % keyHeads;
    int b = task / blocksOfHead() / keyHeads;
    block.begin(b, keyHead, row);
    block.attend(parallel.scratch(worker, block.floats()));
  }
}
