/**
 * A text that is longer than a model can read at once, read in windows that overlap:
 * {@link io.blick.lens.window.WindowedTrace} is what callers begin with. It knows how a text is cut
 * and its numbers are put together, and nothing of what they are used for.
 */
package io.blick.lens.window;
