/** One word in several texts: the cosines of its vectors, groups of texts, heads that differ. */
package io.blick.lens.senses;
