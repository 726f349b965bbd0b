/**
 * Treebanks as they lie in files, read sentence by sentence: memory holds one sentence, whatever
 * the file says.
 */
package io.blick.lens.corpus;
