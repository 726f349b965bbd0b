package io.blick.core.attention;

/** Where the matrices of a block of queries lie in its scratch, in floats. */
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

  /** Returns how many floats blocks of a job may share, in turns. */
  static long sharedFloats(AttentionJob job) {
    long most = Lanes.MOST;
    long tables = job.options.mask().hasTables() ? 2 : 1;
    long weights = job.tallies.length > 0 ? QueryBlock.KEYS : 0;
    return (tables * QueryBlock.KEYS + 2 + job.valueDim + weights) * most
        + (long) QueryBlock.KEYS * job.valueDim
        + Tally.SPARE_FLOATS
        + Math.max(ManyQueries.SPARE_FLOATS, FewQueries.SPARE_FLOATS);
  }

  /** Returns how many floats a block must have for itself. */
  static long ownFloats(QueryBlock block) {
    return 2 * partFloats(block) + block.orientation().queryFloats();
  }

  private static long partFloats(QueryBlock block) {
    AttentionJob job = block.job();
    return (job.valueDim + 3L + job.tallyRows) * block.width();
  }

  void lay(QueryBlock block, long sharedAt, long ownAt) {
    AttentionJob job = block.job();
    long most = Lanes.MOST;
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

  /** What tables say of the scores (keys, width). */
  long tableAt() {
    return tableAt;
  }

  /** First and last key of each query (2, width). */
  long rangeAt() {
    return rangeAt;
  }

  /** Weights · values of one block of keys, as the output lies. */
  long productAt() {
    return productAt;
  }

  /** Values of one block of keys without NaN and ∞ (keys, Dv). */
  long cleanAt() {
    return cleanAt;
  }

  /** Weights (keys, width): in the scores' place, if no tally needs both. */
  long weightsAt() {
    return weightsAt;
  }

  /** What tallies need for a moment. */
  long tallySpareAt() {
    return tallySpareAt;
  }

  /** What an orientation needs for a moment. */
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

  /** Output of the parts before. */
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

  /** The queries, as they lie. */
  long queriesAt() {
    return queriesAt;
  }

  /** Returns how many floats output, state and tallies of a part take. */
  long partFloats() {
    return partFloats;
  }
}
