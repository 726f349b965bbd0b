/**
 * The lens as one class: a model is opened once, asked from many threads, and closed. What is asked
 * and answered is in {@code io.blick.lens.report}; nothing in the lens knows this package.
 */
package io.blick.lens;
