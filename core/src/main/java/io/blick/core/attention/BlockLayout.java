package io.blick.core.attention;

/** The offsets of a block's matrices in its scratch memory, in floats. */
final class BlockLayout {
  private long scoresAt;
  private long tableAt;
  private long rangeAt;
  private long productAt;
  private long cleanAt;
  private long weightsAt;
  private long tallySpareAt;
  private long spareAt;
  private long outputAt;
  private long stateAt;
  private long talliesAt;
  private long mergedOutputAt;
  private long mergedStateAt;
  private long mergedTalliesAt;
  private long queriesAt;
  private long partFloats;

  /** Returns the floats that blocks of a job share, one block after the other. */
  static long sharedFloats(AttentionJob job) {
    long most = QueryLanes.MAX;
    long tables = job.options.mask().hasTables() ? 2 : 1;
    long weights = job.tallies.length > 0 ? QueryBlock.KEYS : 0;
    return (tables * QueryBlock.KEYS + 2 + job.valueDim + weights) * most
        + (long) QueryBlock.KEYS * job.valueDim
        + Tally.SPARE_FLOATS
        + Math.max(ManyQueries.SPARE_FLOATS, FewQueries.SPARE_FLOATS);
  }

  /** Returns the floats that a block needs for itself. */
  static long ownFloats(QueryBlock block) {
    return 2 * partFloats(block) + block.orientation().queryFloats();
  }

  private static long partFloats(QueryBlock block) {
    AttentionJob job = block.job();
    return (job.valueDim + 3L + job.tallyRows) * block.width();
  }

  void arrange(QueryBlock block, long sharedAt, long ownAt) {
    AttentionJob job = block.job();
    long most = QueryLanes.MAX;
    scoresAt = sharedAt;
    tableAt = scoresAt + QueryBlock.KEYS * most;
    rangeAt = tableAt + (job.options.mask().hasTables() ? QueryBlock.KEYS * most : 0);
    productAt = rangeAt + 2 * most;
    cleanAt = productAt + job.valueDim * most;
    long restAt = cleanAt + (long) QueryBlock.KEYS * job.valueDim;
    boolean apart = job.tallies.length > 0;
    weightsAt = apart ? restAt : scoresAt;
    tallySpareAt = restAt + (apart ? QueryBlock.KEYS * most : 0);
    spareAt = tallySpareAt + Tally.SPARE_FLOATS;
    int width = block.width();
    partFloats = partFloats(block);
    outputAt = ownAt;
    stateAt = outputAt + (long) job.valueDim * width;
    talliesAt = stateAt + 3L * width;
    mergedOutputAt = outputAt + partFloats;
    mergedStateAt = stateAt + partFloats;
    mergedTalliesAt = talliesAt + partFloats;
    queriesAt = outputAt + 2 * partFloats;
  }

  /** Scores (keys, width). */
  long scoresAt() {
    return scoresAt;
  }

  /** Numbers that the mask's tables add to the scores (keys, width). */
  long tableAt() {
    return tableAt;
  }

  /** First key of each query, and the key after its last (2, width). */
  long rangeAt() {
    return rangeAt;
  }

  /** Weights · values of one block of keys, in the layout of the output. */
  long productAt() {
    return productAt;
  }

  /** Values of one block of keys without NaN and ∞ (keys, Dv). */
  long cleanAt() {
    return cleanAt;
  }

  /** Weights (keys, width): in place of the scores, unless a tally needs both. */
  long weightsAt() {
    return weightsAt;
  }

  /** Temporary memory of tallies. */
  long tallySpareAt() {
    return tallySpareAt;
  }

  /** Temporary memory of an orientation. */
  long spareAt() {
    return spareAt;
  }

  /** Output of this part. */
  long outputAt() {
    return outputAt;
  }

  /** Largest score, sum and factor of this part (3, width). */
  long stateAt() {
    return stateAt;
  }

  /** Tallies of this part (rows, width). */
  long talliesAt() {
    return talliesAt;
  }

  /** Output of the parts before, merged. */
  long mergedOutputAt() {
    return mergedOutputAt;
  }

  /** Largest score, sum and factor of the parts before (3, width). */
  long mergedStateAt() {
    return mergedStateAt;
  }

  /** Tallies of the parts before (rows, width). */
  long mergedTalliesAt() {
    return mergedTalliesAt;
  }

  /** The queries, in the layout of the orientation. */
  long queriesAt() {
    return queriesAt;
  }

  /** Returns the floats of output, state and tallies of a part. */
  long partFloats() {
    return partFloats;
  }
}
