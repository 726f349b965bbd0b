/**
 * Pictures of heads, as text for a terminal and as SVG; each {@link io.blick.lens.picture.Picture}
 * may be made by callers. A picture runs no model and measures nothing: its numbers come from
 * {@code io.blick.lens.trace}, {@code flow} and {@code senses}. It knows no request and no file.
 */
package io.blick.lens.picture;
