/**
 * Heads that find the name that a pronoun means, beside the nearest and the first name as
 * baselines. Callers begin with {@link io.blick.lens.coreference.Pronouns}. It knows no other
 * measure.
 */
package io.blick.lens.coreference;
