package io.blick.core.attention;

import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * One attention cut into tasks: a key-value head, and up to 64 of the queries that read it. Where
 * these are too few for the threads, each task is cut once more, into the parts of its keys. The
 * object is kept and used again, so that nothing is allocated.
 */
final class AttentionJob {
  /** Tasks that each thread should find. */
  private static final int TASKS_A_THREAD = 2;

  private final Parallel parallel;
  private final QueryBlock[] blocks;
  private final Parallel.Job whole = this::whole;
  private final Parallel.Job part = this::part;
  private final Parallel.Job joined = this::joined;
  private MemorySegment slots = MemorySegment.NULL;
  MemorySegment q = MemorySegment.NULL;
  MemorySegment k = MemorySegment.NULL;
  MemorySegment v = MemorySegment.NULL;
  MemorySegment output = MemorySegment.NULL;
  MemorySegment lse = MemorySegment.NULL;
  AttentionOptions options = AttentionOptions.full(1);
  float power;
  int queries;
  int keys;
  int heads;
  int keyHeads;
  int dim;
  int valueDim;

  AttentionJob(Parallel parallel) {
    this.parallel = parallel;
    this.blocks = new QueryBlock[parallel.threads()];
    for (int worker = 0; worker < blocks.length; worker++) {
      blocks[worker] = new QueryBlock(this);
    }
  }

  void run(Tensor newQ, Tensor newK, Tensor newV, AttentionOptions newOptions, Tensor o, Tensor l) {
    q = newQ.data();
    k = newK.data();
    v = newV.data();
    output = o.data();
    lse = l.data();
    options = newOptions;
    power = options.power();
    queries = Attention.size("T", "q", newQ);
    heads = Attention.size("H", "q", newQ);
    dim = Attention.size("D", "q", newQ);
    keys = Attention.size("S", "k", newK);
    keyHeads = Attention.size("Hkv", "k", newK);
    valueDim = Attention.size("Dv", "v", newV);
    int tasks = Attention.size("B", "q", newQ) * keyHeads * blocksOfHead();
    if (parts() == 1 || tasks >= TASKS_A_THREAD * parallel.threads()) {
      parallel.run(whole, tasks);
    } else {
      makeRoom(tasks * parts());
      parallel.run(part, tasks * parts());
      parallel.run(joined, tasks);
    }
  }

  /** Returns how many query heads read one key-value head. */
  int group() {
    return heads / keyHeads;
  }

  private int blocksOfHead() {
    return keyHeads == 0 ? 0 : (queries * group() + QueryBlock.LANES - 1) / QueryBlock.LANES;
  }

  private int parts() {
    return Math.max(1, (keys + QueryBlock.PART - 1) / QueryBlock.PART);
  }

  private void makeRoom(int count) {
    long bytes = (long) count * slotFloats() * Float.BYTES;
    if (slots.byteSize() < bytes) {
      slots = Arena.ofAuto().allocate(bytes, Tensor.ALIGNMENT);
    }
  }

  private long slotFloats() {
    return (valueDim + 3L) * QueryBlock.LANES;
  }

  private QueryBlock begin(int task, int worker) {
    QueryBlock block = blocks[worker];
    int row = task % blocksOfHead() * QueryBlock.LANES;
    int keyHead = task / blocksOfHead() % keyHeads;
    int b = task / blocksOfHead() / keyHeads;
    block.begin(b, keyHead, row);
    block.take(parallel.scratch(worker, block.floats()));
    return block;
  }

  private void whole(int task, int worker) {
    begin(task, worker).attend();
  }

  private void part(int task, int worker) {
    begin(task / parts(), worker).attendPart(task % parts(), slots, task * slotFloats());
  }

  private void joined(int task, int worker) {
    begin(task, worker).join(parts(), slots, (long) task * parts() * slotFloats(), slotFloats());
  }
}
