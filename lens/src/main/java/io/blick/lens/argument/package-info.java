/**
 * The check of what a caller gives: that nothing is missing. It knows nothing else of the lens, and
 * is not exported.
 */
package io.blick.lens.argument;
