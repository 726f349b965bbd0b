package io.blick.core.attention;

import io.blick.core.kernel.Kernels;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * One attention cut into blocks of up to 64 queries that read one key-value head, and these joined
 * into tasks that go through the keys together:
 *
 * <ul>
 *   <li>Many queries of a head share pieces of its keys and values, packed once for up to 32 blocks
 *       of them.
 *   <li>Few queries of several heads make one block, so that memory is read in the order in which
 *       it lies.
 *   <li>Where blocks are too few for the threads, each is cut into the parts of its keys.
 * </ul>
 *
 * <p>None of it changes a result. The object is kept and used again, so that nothing is allocated.
 */
final class AttentionJob {
  /** Tasks that each thread should find. */
  private static final int TASKS_A_THREAD = 4;

  /** The same for few queries: the more heads go together, the longer the pieces of memory. */
  private static final int FEW_TASKS_A_THREAD = 2;

  /** Blocks that go through the keys together, at most. */
  private static final int COMPANY = 32;

  /** Floats of packed keys and values: a quarter of a core's L2. */
  private static final int PACKED_FLOATS = 1 << 16;

  private final Parallel parallel;
  private final Worker[] workers;
  private final Parallel.Job all = this::all;
  private final Parallel.Job part = this::part;
  private final Parallel.Job joined = this::joined;
  final ValueNorms norms;
  final ReceivedMass received;
  private MemorySegment slots = MemorySegment.NULL;
  // Key-value heads of a block.
  private int together;
  // How many blocks of a head go through the keys together, and how many keys at a time.
  private int company;
  private int step;
  MemorySegment q = MemorySegment.NULL;
  MemorySegment k = MemorySegment.NULL;
  MemorySegment v = MemorySegment.NULL;
  MemorySegment output = MemorySegment.NULL;
  MemorySegment lse = MemorySegment.NULL;
  AttentionOptions options = AttentionOptions.full(1);
  Statistics statistics = Statistics.none();
  Tally[] tallies = Tally.NONE;
  int tallyRows;
  private boolean wantsNorms;
  float power;
  int queries;
  int keys;
  int heads;
  int keyHeads;
  int dim;
  int valueDim;

  AttentionJob(Parallel parallel) {
    this.parallel = parallel;
    this.norms = new ValueNorms(this, parallel);
    this.received = new ReceivedMass(this, parallel);
    this.workers = new Worker[parallel.threads()];
    Arrays.setAll(workers, _ -> new Worker(this));
  }

  /** What a thread works with. */
  private static final class Worker {
    final QueryBlock[] blocks = new QueryBlock[COMPANY];
    final KeyValues.Packed packed;

    Worker(AttentionJob job) {
      Arrays.setAll(blocks, _ -> new QueryBlock(job));
      packed = new KeyValues.Packed(job);
    }
  }

  void run(
      Tensor newQ,
      Tensor newK,
      Tensor newV,
      AttentionOptions newOptions,
      Tensor newOutput,
      Tensor newLse,
      Statistics newStatistics) {
    q = newQ.data();
    k = newK.data();
    v = newV.data();
    output = newOutput.data();
    lse = newLse.data();
    options = newOptions;
    power = options.power();
    queries = Attention.size("T", "q", newQ);
    heads = Attention.size("H", "q", newQ);
    dim = Attention.size("D", "q", newQ);
    keys = Attention.size("S", "k", newK);
    keyHeads = Attention.size("Hkv", "k", newK);
    valueDim = Attention.size("Dv", "v", newV);
    int batch = Attention.size("B", "q", newQ);
    begin(newStatistics, batch);
    step = Math.max(1, PACKED_FLOATS / Math.max(1, dim + valueDim) / QueryBlock.KEYS);
    step *= QueryBlock.KEYS;
    together = headsOfBlock(batch);
    run(keyHeads == 0 ? 0 : batch * pieces(keyHeads, together) * blocksOfHead());
    received.run(batch);
  }

  private void begin(Statistics newStatistics, int batch) {
    if (!statistics.equals(newStatistics)) {
      statistics = newStatistics;
      tallies = statistics.each().stream().flatMap(Tally::of).toArray(Tally[]::new);
      wantsNorms = statistics.each().stream().anyMatch(Statistic.Norm.class::isInstance);
      tallyRows = Arrays.stream(tallies).mapToInt(Tally::rows).sum();
    }
    if (wantsNorms) {
      norms.compute(batch * keys * keyHeads);
    }
    received.begin(statistics, (long) batch * heads * queries);
  }

  private void run(int blocks) {
    if (parts() > 1 && blocks < 2 * parallel.threads()) {
      makeRoom(blocks * parts());
      parallel.run(part, blocks * parts());
      parallel.run(joined, blocks);
    } else if (blocks > 0) {
      company = Math.clamp(pieces(blocks, TASKS_A_THREAD * parallel.threads()), 1, COMPANY);
      parallel.run(all, blocks / blocksOfHead() * pieces(blocksOfHead(), company));
    }
  }

  /** Several heads' queries make a block where each has too few to fill lanes. */
  private int headsOfBlock(int batch) {
    int perHead = keyHeads == 0 ? 0 : queries * group();
    boolean nothing = perHead == 0 || batch == 0;
    if (nothing || perHead >= QueryBlock.MANY || !wholeValues() || wantsNorms) {
      return 1;
    }
    int tasks = pieces(FEW_TASKS_A_THREAD * parallel.threads(), batch * parts());
    int wanted = pieces(keyHeads, tasks);
    return Math.clamp(wanted, 1, Math.min(keyHeads, Lanes.MOST / perHead));
  }

  /** Whether a value fills lanes of every width. */
  boolean wholeValues() {
    return valueDim % Kernels.GRAIN == 0;
  }

  private static int pieces(int all, int each) {
    return (all + each - 1) / each;
  }

  /** Returns how many query heads read one key-value head. */
  int group() {
    return heads / keyHeads;
  }

  private int blocksOfHead() {
    return keyHeads == 0 ? 0 : pieces(queries * group(), Lanes.MOST);
  }

  private int parts() {
    return Math.max(1, pieces(keys, QueryBlock.PART));
  }

  private void makeRoom(int count) {
    long bytes = (long) count * slotFloats() * Float.BYTES;
    if (slots.byteSize() < bytes) {
      slots = Arena.ofAuto().allocate(bytes, Tensor.ALIGNMENT);
    }
  }

  private long slotFloats() {
    return (valueDim + 3L + tallyRows) * Lanes.MOST;
  }

  /** Returns a block of a thread's own. */
  QueryBlock block(int worker) {
    return workers[worker].blocks[0];
  }

  /** Returns how many blocks of different heads stand side by side. */
  private int headBlocks() {
    return pieces(keyHeads, together);
  }

  /**
   * Turns to a block.
   *
   * @param index batch entry · headBlocks + which of them
   * @param n which of the head's blocks
   */
  private void begin(QueryBlock block, int index, int n) {
    int keyHead = index % headBlocks() * together;
    int b = index / headBlocks();
    if (together > 1) {
      block.beginHeads(b, keyHead, Math.min(together, keyHeads - keyHead));
    } else {
      block.begin(b, keyHead, n * Lanes.MOST);
    }
  }

  /** One company; those of different heads follow each other, since they read the same pages. */
  private void all(int task, int worker) {
    int companies = pieces(blocksOfHead(), company);
    int c = task / headBlocks() % companies;
    int index = task / headBlocks() / companies * headBlocks() + task % headBlocks();
    // The last queries first: under a causal mask they take longest.
    int last = blocksOfHead() - c * company;
    int first = Math.max(0, last - company);
    QueryBlock[] blocks = workers[worker].blocks;
    long own = BlockLayout.sharedFloats(this);
    long floats = own + packedFloats();
    int begin = keys;
    int end = 0;
    for (int n = 0; n < last - first; n++) {
      begin(blocks[n], index, first + n);
      begin = Math.min(begin, blocks[n].lanes().first());
      end = Math.max(end, blocks[n].lanes().end());
      floats += blocks[n].ownFloats();
    }
    MemorySegment scratch = parallel.scratch(worker, floats);
    for (int n = 0; n < last - first; n++) {
      blocks[n].take(scratch, 0, own);
      own += blocks[n].ownFloats();
    }
    attend(workers[worker], last - first, begin, end, own);
    for (int n = 0; n < last - first; n++) {
      blocks[n].finish();
    }
  }

  /** Returns how many floats a piece of packed keys and values takes. */
  private long packedFloats() {
    return KeyValues.Packed.floats(this, Math.min(step, keys));
  }

  /** Goes through the keys, step by step, each with all blocks. */
  private void attend(Worker worker, int count, int begin, int end, long packedAt) {
    boolean packs = false;
    for (int n = 0; n < count; n++) {
      packs |= worker.blocks[n].packs();
    }
    // Whole vectors of values are turned in registers.
    int last = Math.min(keys, pieces(end, Kernels.GRAIN) * Kernels.GRAIN);
    for (int s = begin / Kernels.GRAIN * Kernels.GRAIN; s < last; s = (s / step + 1) * step) {
      int stop = Math.min(last, (s / step + 1) * step);
      if (packs) {
        QueryBlock any = worker.blocks[0];
        worker.packed.take(any.inPlace(), s, stop, any.scratch(), packedAt);
      }
      for (int n = 0; n < count; n++) {
        worker.blocks[n].attend(worker.packed, s, stop);
      }
    }
  }

  private QueryBlock single(int index, int worker) {
    QueryBlock block = block(worker);
    begin(block, index / blocksOfHead(), index % blocksOfHead());
    long own = BlockLayout.sharedFloats(this) + packedFloats();
    block.take(parallel.scratch(worker, own + block.ownFloats()), 0, own);
    return block;
  }

  private void part(int task, int worker) {
    QueryBlock block = single(task / parts(), worker);
    int s = task % parts() * QueryBlock.PART;
    int end = Math.min(keys, s + QueryBlock.PART);
    attend(workers[worker], 1, s, end, BlockLayout.sharedFloats(this));
    block.leave(slots, task * slotFloats());
  }

  private void joined(int task, int worker) {
    QueryBlock block = single(task, worker);
    for (int n = 0; n < parts(); n++) {
      block.join(slots, ((long) task * parts() + n) * slotFloats());
    }
    block.finish();
  }
}
