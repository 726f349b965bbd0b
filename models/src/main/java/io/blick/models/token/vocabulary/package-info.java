/**
 * What every kind of vocabulary offers, and the pieces that are found in a text. Not exported. It
 * knows no kind of vocabulary and no file.
 */
package io.blick.models.token.vocabulary;
