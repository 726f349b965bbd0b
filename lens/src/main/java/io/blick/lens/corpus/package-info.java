/**
 * Treebanks and annotated texts as they lie in files, read sentence by sentence or line by line and
 * checked: memory holds one of them, whatever the file says.
 */
package io.blick.lens.corpus;
