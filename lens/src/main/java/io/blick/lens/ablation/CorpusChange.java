package io.blick.lens.ablation;

import io.blick.lens.bootstrap.Interval;

/**
 * The masked loss of a corpus, and the effect of an intervention on it.
 *
 * @param lines the lines that were measured
 * @param empty the lines skipped because they have no piece to be masked
 * @param tooLong the lines skipped because they have more pieces than the model has positions
 * @param masked the number of masked pieces
 * @param before mean −ln p of the masked pieces, in nats
 * @param after the same under the intervention
 * @param change by how much that is more; negative if it is less
 * @param interval of the change, by the bootstrap over lines: in each draw before and after are of
 *     the same lines
 */
public record CorpusChange(
    int lines,
    int empty,
    int tooLong,
    int masked,
    double before,
    double after,
    double change,
    Interval interval) {}
