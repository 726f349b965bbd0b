package io.blick.core.attention;

import io.blick.core.cache.KvLayer;
import io.blick.core.kernel.Memory;
import io.blick.core.kernel.ProductKernels;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One call of attention, divided into tasks for the threads. Up to 64 queries make a
 * {@link QueryBlock}; a task takes one or more blocks through the keys together:
 *
 * <ul>
 *   <li>Many queries of a head: up to 32 blocks of them share pieces of its keys and values, which
 *       are packed once for all.
 *   <li>Few queries: those of several heads make one block, so that keys and values are read in the
 *       order in which they are stored.
 *   <li>Fewer blocks than the threads need: each block is divided into parts of its keys, which are
 *       merged afterwards.
 * </ul>
 *
 * <p>The division changes no result. The object is reused from call to call, so that nothing is
 * allocated.
 */
final class AttentionJob {
  /** Wanted number of tasks for each thread. */
  private static final int TASKS_A_THREAD = 4;

  /**
   * The same for few queries: the more heads are in a block, the longer are the stretches of memory
   * that are read.
   */
  private static final int FEW_TASKS_A_THREAD = 2;

  /** Most blocks that go through the keys together. */
  private static final int BLOCKS_A_TASK = 32;

  /** Floats of packed keys and values, 256 KiB: a quarter of a core's L2. */
  private static final int PACKED_FLOATS = 1 << 16;

  private final Parallel parallel;
  private final Worker[] workers;
  private final Parallel.Job wholeBlocks = this::wholeBlocks;
  private final Parallel.Job onePart = this::onePart;
  private final Parallel.Job mergedParts = this::mergedParts;
  final ValueNorms norms;
  final ReceivedMass received;
  private MemorySegment slots = MemorySegment.NULL;
  // Key-value heads whose queries are in one block.
  private int headsTogether;
  // Blocks of a head that go through the keys together, and the keys that are packed at a time.
  private int blocksOfTask;
  private int packedKeys;
  // The layer whose keys and values are read, or none if they are in k and v.
  @Nullable
  KvLayer cached;

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
  // Whether keys, values or output lie in memory that was not allocated off the heap: a mapped file
  // or an array. Then no product reads or writes them in place.
  boolean foreign;
  float log2Scale;
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

  /** The blocks and packed keys of one thread. */
  private static final class Worker {
    final QueryBlock[] blocks = new QueryBlock[BLOCKS_A_TASK];
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
    cached = null;
    k = newK.data();
    v = newV.data();
    keys = Attention.size("S", "k", newK);
    keyHeads = Attention.size("Hkv", "k", newK);
    valueDim = Attention.size("Dv", "v", newV);
    foreign = !Memory.allocated(k, v) || !Memory.allocated(newOutput.data());
    run(newQ, newOptions, newOutput, newLse, newStatistics);
  }

  /** Reads keys and values of a cache. */
  void run(
      Tensor newQ, KvLayer layer, AttentionOptions newOptions, Tensor newOutput, Tensor newLse) {
    cached = layer;
    k = MemorySegment.NULL;
    v = MemorySegment.NULL;
    keys = layer.length();
    keyHeads = layer.keyHeads();
    valueDim = layer.valueDim();
    foreign = !Memory.allocated(newOutput.data());
    run(newQ, newOptions, newOutput, newLse, Statistics.none());
  }

  private void run(
      Tensor newQ,
      AttentionOptions newOptions,
      Tensor newOutput,
      Tensor newLse,
      Statistics newStatistics) {
    q = newQ.data();
    output = newOutput.data();
    lse = newLse.data();
    options = newOptions;
    log2Scale = options.log2Scale();
    queries = Attention.size("T", "q", newQ);
    heads = Attention.size("H", "q", newQ);
    dim = Attention.size("D", "q", newQ);
    int batch = Attention.size("B", "q", newQ);
    setStatistics(newStatistics, batch);
    packedKeys = Math.max(1, PACKED_FLOATS / Math.max(1, dim + valueDim) / QueryBlock.KEYS);
    packedKeys *= QueryBlock.KEYS;
    headsTogether = headsOfBlock(batch);
    runBlocks(keyHeads == 0 ? 0 : batch * Math.ceilDiv(keyHeads, headsTogether) * blocksOfHead());
    received.run(batch);
  }

  private void setStatistics(Statistics newStatistics, int batch) {
    if (!statistics.equals(newStatistics)) {
      statistics = newStatistics;
      tallies = statistics.each().stream().flatMap(Tally::of).toArray(Tally[]::new);
      wantsNorms = statistics.each().stream().anyMatch(Statistic.Norm.class::isInstance);
      tallyRows = Arrays.stream(tallies).mapToInt(Tally::rows).sum();
    }
    if (wantsNorms) {
      norms.compute(batch * keys * keyHeads);
    }
    received.prepare(statistics, (long) batch * heads * queries);
  }

  private void runBlocks(int blocks) {
    if (parts() > 1 && blocks < 2 * parallel.threads()) {
      allocateSlots(blocks * parts());
      parallel.run(onePart, blocks * parts());
      parallel.run(mergedParts, blocks);
    } else if (blocks > 0) {
      blocksOfTask =
          Math.clamp(Math.ceilDiv(blocks, TASKS_A_THREAD * parallel.threads()), 1, BLOCKS_A_TASK);
      parallel.run(
          wholeBlocks, blocks / blocksOfHead() * Math.ceilDiv(blocksOfHead(), blocksOfTask));
    }
  }

  /**
   * Returns how many heads a block has: several, where the queries of one are too few for the
   * lanes.
   */
  private int headsOfBlock(int batch) {
    int perHead = keyHeads == 0 ? 0 : queries * group();
    boolean nothing = perHead == 0 || batch == 0;
    if (nothing || perHead >= QueryBlock.MANY_QUERIES || !readsInPlace() || wantsNorms) {
      return 1;
    }
    int tasks = Math.ceilDiv(FEW_TASKS_A_THREAD * parallel.threads(), batch * parts());
    int wanted = Math.ceilDiv(keyHeads, tasks);
    return Math.clamp(wanted, 1, Math.min(keyHeads, QueryLanes.MAX / perHead));
  }

  /**
   * Whether few queries may read keys and values in place, and the elements of a value fill whole
   * vectors of every width.
   */
  boolean readsInPlace() {
    return !foreign && valueDim % ProductKernels.GRAIN == 0;
  }

  /** Returns H / Hkv: how many query heads read one key-value head. */
  int group() {
    return heads / keyHeads;
  }

  private int blocksOfHead() {
    return keyHeads == 0 ? 0 : Math.ceilDiv(queries * group(), QueryLanes.MAX);
  }

  private int parts() {
    return Math.max(1, Math.ceilDiv(keys, QueryBlock.KEYS_OF_PART));
  }

  private void allocateSlots(int count) {
    long bytes = (long) count * slotFloats() * Float.BYTES;
    if (slots.byteSize() < bytes) {
      slots = Arena.ofAuto().allocate(bytes, Tensor.ALIGNMENT);
    }
  }

  private long slotFloats() {
    return (valueDim + 3L + tallyRows) * QueryLanes.MAX;
  }

  /** Returns a block that only this worker uses. */
  QueryBlock block(int worker) {
    return workers[worker].blocks[0];
  }

  /** Returns the packed keys and values that only this worker uses. */
  KeyValues.Packed packed(int worker) {
    return workers[worker].packed;
  }

  /** Returns how many groups of heads there are, each with blocks of its own. */
  private int headBlocks() {
    return Math.ceilDiv(keyHeads, headsTogether);
  }

  /**
   * Gives a block its queries.
   *
   * @param index batch entry · headBlocks + group of heads
   * @param n number of the block among those of its heads
   */
  private void select(QueryBlock block, int index, int n) {
    int keyHead = index % headBlocks() * headsTogether;
    int b = index / headBlocks();
    if (headsTogether > 1) {
      block.selectHeads(b, keyHead, Math.min(headsTogether, keyHeads - keyHead));
    } else {
      block.selectGroup(b, keyHead, n * QueryLanes.MAX);
    }
  }

  /**
   * One task: some blocks and all keys. Neighbouring tasks are of different heads, since these read
   * the same pages.
   */
  private void wholeBlocks(int task, int worker) {
    int tasksOfGroup = Math.ceilDiv(blocksOfHead(), blocksOfTask);
    int taskOfGroup = task / headBlocks() % tasksOfGroup;
    int index = task / headBlocks() / tasksOfGroup * headBlocks() + task % headBlocks();
    // The last queries first: under a causal mask they take longest.
    int last = blocksOfHead() - taskOfGroup * blocksOfTask;
    int first = Math.max(0, last - blocksOfTask);
    QueryBlock[] blocks = workers[worker].blocks;
    long own = BlockLayout.sharedFloats(this);
    long floats = own + packedFloats();
    int begin = keys;
    int end = 0;
    for (int n = 0; n < last - first; n++) {
      select(blocks[n], index, first + n);
      begin = Math.min(begin, blocks[n].lanes().first());
      end = Math.max(end, blocks[n].lanes().end());
      floats += blocks[n].ownFloats();
    }
    MemorySegment scratch = parallel.scratch(worker, floats);
    for (int n = 0; n < last - first; n++) {
      blocks[n].load(scratch, 0, own);
      own += blocks[n].ownFloats();
    }
    attend(workers[worker], last - first, begin, end, own);
    for (int n = 0; n < last - first; n++) {
      blocks[n].finish();
    }
  }

  /** Returns the floats of a piece of packed keys and values. */
  private long packedFloats() {
    return KeyValues.Packed.floats(this, Math.min(packedKeys, keys));
  }

  /** Goes through the keys, some packed keys at a time, each time with all blocks. */
  private void attend(Worker worker, int count, int begin, int end, long packedAt) {
    boolean packs = false;
    for (int n = 0; n < count; n++) {
      packs |= worker.blocks[n].packs();
    }
    // Whole vectors of values are transposed in registers.
    int last = Math.min(keys, Math.ceilDiv(end, ProductKernels.GRAIN) * ProductKernels.GRAIN);
    for (int s = begin / ProductKernels.GRAIN * ProductKernels.GRAIN;
        s < last;
        s = (s / packedKeys + 1) * packedKeys) {
      int stop = Math.min(last, (s / packedKeys + 1) * packedKeys);
      if (packs) {
        QueryBlock any = worker.blocks[0];
        worker.packed.pack(any.stored(), s, stop, any.scratch(), packedAt);
      }
      for (int n = 0; n < count; n++) {
        worker.blocks[n].attend(worker.packed, s, stop);
      }
    }
  }

  private QueryBlock singleBlock(int index, int worker) {
    QueryBlock block = block(worker);
    select(block, index / blocksOfHead(), index % blocksOfHead());
    long own = BlockLayout.sharedFloats(this) + packedFloats();
    block.load(parallel.scratch(worker, own + block.ownFloats()), 0, own);
    return block;
  }

  private void onePart(int task, int worker) {
    QueryBlock block = singleBlock(task / parts(), worker);
    int s = task % parts() * QueryBlock.KEYS_OF_PART;
    int end = Math.min(keys, s + QueryBlock.KEYS_OF_PART);
    attend(workers[worker], 1, s, end, BlockLayout.sharedFloats(this));
    block.savePart(slots, task * slotFloats());
  }

  private void mergedParts(int task, int worker) {
    QueryBlock block = singleBlock(task, worker);
    for (int n = 0; n < parts(); n++) {
      block.mergePart(slots, ((long) task * parts() + n) * slotFloats());
    }
    block.finish();
  }
}
