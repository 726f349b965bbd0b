package io.blick.models.format.fuzz;

import io.blick.models.format.file.Rule;
import java.util.Set;

/**
 * What came of fuzzing.
 *
 * @param inputs how many files were tried
 * @param reached the rules that files were found to break
 * @param failure what must not happen and did, with the seed of the input; empty if nothing
 */
public record FuzzReport(int inputs, Set<Rule> reached, String failure) {}
