/**
 * What each head does with a text, as a few numbers: entropy, distance, share on [SEP], kind.
 * Callers begin with {@link io.blick.lens.profile.Profile}. It knows no treebank and no other
 * measure.
 */
package io.blick.lens.profile;
