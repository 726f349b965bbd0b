/**
 * Pictures of heads, as text for a terminal and as SVG. A picture computes nothing that is not on
 * it: its numbers come from {@code io.blick.lens.trace} and {@code io.blick.lens.measure}.
 */
package io.blick.lens.picture;
