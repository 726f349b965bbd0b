/**
 * What each head looks at over a treebank: the mean weights on parts of speech, on the word itself
 * and on the pieces that the model adds, beside those of a head that looks everywhere alike, the
 * words that get most, and the places of the corpus that are typical of a head. Callers begin with
 * {@link io.blick.lens.looks.Looks}. It knows no other measure.
 */
package io.blick.lens.looks;
