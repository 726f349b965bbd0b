/**
 * Treebanks and annotated texts in files, read one sentence or one line at a time and checked: each
 * comes as a record, or as an error that names file and line. Memory holds one of them, whatever
 * the file says. Callers use {@link io.blick.lens.corpus.Conllu},
 * {@link io.blick.lens.corpus.GapFile} and {@link io.blick.lens.corpus.TextLines}. It knows no
 * model and no measure.
 */
package io.blick.lens.corpus;
