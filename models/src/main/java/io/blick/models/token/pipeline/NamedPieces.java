package io.blick.models.token.pipeline;

import java.util.Optional;

/**
 * The rows of the pieces with a task of their own.
 *
 * @param unknown for a word that the vocabulary cannot spell, if there is one
 * @param mask for a masked word, if there is one
 * @param padding that fills up shorter texts, if there is one
 * @param beginning that begins a text, if the files name one
 * @param end that ends a text, if the files name one
 */
public record NamedPieces(
    Optional<Integer> unknown,
    Optional<Integer> mask,
    Optional<Integer> padding,
    Optional<Integer> beginning,
    Optional<Integer> end) {}
