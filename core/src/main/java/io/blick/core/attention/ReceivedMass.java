package io.blick.core.attention;

import io.blick.core.kernel.ElementKernels;
import io.blick.core.kernel.Machine;
import io.blick.core.kernel.Memory;
import io.blick.core.kernel.RowKernels;
import io.blick.core.kernel.StatisticKernels;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * The sum of weights that each key receives from all queries: a second pass over the scores, with
 * the largest score and sum of each row from the first. A task has some keys of one head to itself,
 * so that no two threads add to the same sum; query t goes into partial sum t mod 16 of its key.
 */
final class ReceivedMass {
  private static final ElementKernels ELEMENTS = Machine.KERNELS.elements();
  private static final RowKernels ROWS = Machine.KERNELS.rows();
  private static final StatisticKernels STATISTICS = Machine.KERNELS.statistics();

  private static final int KEYS_OF_TASK = 8 * QueryBlock.KEYS;

  private final AttentionJob job;
  private final Parallel parallel;
  private final Parallel.Job keysOfHead = this::keysOfHead;
  // Largest score and 1 / sum of each row (B, H, T).
  private MemorySegment rows = MemorySegment.NULL;
  private Statistics asked = Statistics.none();
  private List<Tensor> masses = List.of();

  ReceivedMass(AttentionJob job, Parallel parallel) {
    this.job = job;
    this.parallel = parallel;
  }

  /** Allocates the rows' state, if a received mass is wanted. */
  void prepare(Statistics wanted, long rowsOfPass) {
    if (!wanted.equals(asked)) {
      asked = wanted;
      masses = wanted.received();
    }
    if (!masses.isEmpty() && rows.byteSize() < 2 * rowsOfPass * Float.BYTES) {
      rows = Arena.ofAuto().allocate(2 * rowsOfPass * Float.BYTES, Tensor.ALIGNMENT);
    }
  }

  /** Keeps largest score and 1 / sum of a block's rows, at the end of the first pass. */
  void keep(QueryBlock block, long stateAt) {
    if (masses.isEmpty()) {
      return;
    }
    MemorySegment scratch = block.scratch();
    for (int i = 0; i < block.lanes().count(); i++) {
      long at = 2 * block.lanes().resultRow(i);
      float max = Memory.get(scratch, stateAt + i);
      float sum = Memory.get(scratch, stateAt + block.width() + i);
      Memory.set(rows, at, max);
      Memory.set(rows, at + 1, 1 / sum);
    }
  }

  /** Runs the second pass, if a received mass is wanted. */
  void run(int batch) {
    if (!masses.isEmpty()) {
      parallel.run(keysOfHead, batch * job.heads * tasksOfHead());
    }
  }

  private int tasksOfHead() {
    return (job.keys + KEYS_OF_TASK - 1) / KEYS_OF_TASK;
  }

  private void keysOfHead(int task, int worker) {
    int h = task / tasksOfHead() % job.heads;
    if (job.statistics.heads().test(h)) {
      receive(task / tasksOfHead() / job.heads, h, task % tasksOfHead() * KEYS_OF_TASK, worker);
    }
  }

  private void receive(int b, int h, int first, int worker) {
    int count = Math.min(KEYS_OF_TASK, job.keys - first);
    QueryBlock block = job.block(worker);
    long sumsAt = BlockLayout.sharedFloats(job);
    long ownAt = sumsAt + (long) KEYS_OF_TASK * RowKernels.PARTIALS;
    block.selectHead(b, h, 0);
    long packedAt = ownAt + block.ownFloats();
    MemorySegment scratch = parallel.scratch(worker, packedAt + (long) QueryBlock.KEYS * job.dim);
    ELEMENTS.fill(scratch, sumsAt, count * RowKernels.PARTIALS, 0);
    for (int t = 0; t < job.queries; t += QueryLanes.MAX) {
      block.selectHead(b, h, t);
      block.load(scratch, 0, ownAt);
      int begin = Math.max(first, block.lanes().first());
      int end = Math.min(first + count, block.lanes().end());
      for (int s = begin; s < end; ) {
        int keys = Math.min(QueryBlock.KEYS - s % QueryBlock.KEYS, end - s);
        add(
            block,
            keys(block, s, keys, worker, packedAt),
            s,
            keys,
            sumsAt + (long) (s - first) * RowKernels.PARTIALS);
        s += keys;
      }
    }
    write(scratch, sumsAt, count, ((long) b * job.heads + h) * job.keys + first);
  }

  /** Returns keys where the caller has them, or a copy if no product may read them there. */
  private KeyValues keys(QueryBlock block, int s, int keys, int worker, long packedAt) {
    if (!job.foreign) {
      return block.stored();
    }
    KeyValues.Packed packed = job.packed(worker);
    packed.packKeys(block.stored(), s, s + keys, block.scratch(), packedAt);
    return packed;
  }

  /** Adds the weights of a block of queries for keys from s on. */
  private void add(QueryBlock block, KeyValues from, int s, int keys, long sumsAt) {
    MemorySegment scratch = block.scratch();
    int width = block.width();
    long stateAt = block.layout().stateAt();
    long inverseAt = block.layout().mergedStateAt();
    ELEMENTS.fill(scratch, stateAt, width, Float.NEGATIVE_INFINITY);
    ELEMENTS.fill(scratch, inverseAt, width, 0);
    for (int i = 0; i < block.lanes().count(); i++) {
      long at = 2 * block.lanes().resultRow(i);
      Memory.set(scratch, stateAt + i, Memory.get(rows, at));
      Memory.set(scratch, inverseAt + i, Memory.get(rows, at + 1));
    }
    ELEMENTS.fill(scratch, stateAt + width, width, 0);
    block.weights(from, s, keys);
    long weightsAt = block.layout().weightsAt();
    STATISTICS.receive(scratch, weightsAt, keys, width, inverseAt, sumsAt);
    for (int i = 0; i < block.lanes().count(); i++) {
      if (Float.isNaN(Memory.get(scratch, inverseAt + i))) {
        spoil(block, i, s, keys, sumsAt);
      }
    }
  }

  /** Makes the sum of each key NaN that a NaN row sees, also where its weight is 0. */
  private static void spoil(QueryBlock block, int i, int s, int keys, long sumsAt) {
    for (int j = 0; j < keys; j++) {
      if (block.lanes().contributes(i, s + j)) {
        long to = sumsAt + (long) j * RowKernels.PARTIALS + i % RowKernels.PARTIALS;
        Memory.set(block.scratch(), to, Float.NaN);
      }
    }
  }

  private void write(MemorySegment scratch, long sumsAt, int count, long to) {
    for (int j = 0; j < count; j++) {
      float sum = ROWS.fold(scratch, sumsAt + (long) j * RowKernels.PARTIALS);
      for (Tensor mass : masses) {
        Memory.set(mass.data(), to + j, sum);
      }
    }
  }
}
