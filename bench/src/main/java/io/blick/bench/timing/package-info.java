/**
 * Times of two sides in turns, so that what disturbs one disturbs the other; warming up, medians.
 * It knows no work and no report. Nothing of it is published.
 */
package io.blick.bench.timing;
