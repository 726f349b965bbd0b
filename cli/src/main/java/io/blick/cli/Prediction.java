package io.blick.cli;

/**
 * A guess for a masked piece.
 *
 * @param piece its spelling
 * @param probability from 0 to 1
 */
record Prediction(String piece, float probability) {}
