/**
 * One work, done by Blick and by its peers in one run: times, agreement, and what both ran on. It
 * does not know what the work is. Nothing of it is published.
 */
package io.blick.bench.comparison;
