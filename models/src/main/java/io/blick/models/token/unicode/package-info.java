/**
 * Characters and normal forms of text, whatever the JVM's version of Unicode is; each character
 * keeps its place in the text. Not exported. It knows no vocabulary.
 */
package io.blick.models.token.unicode;
