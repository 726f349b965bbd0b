/**
 * Heads that find the name that a pronoun means, beside the nearest and the first name as
 * baselines.
 */
package io.blick.lens.coreference;
