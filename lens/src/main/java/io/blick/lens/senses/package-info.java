/**
 * One word in several texts: the cosines of its vectors, groups of texts, heads that differ.
 * Callers begin with {@link io.blick.lens.senses.Senses} and
 * {@link io.blick.lens.senses.Occurrence}. It knows no other measure, and no pictures.
 */
package io.blick.lens.senses;
