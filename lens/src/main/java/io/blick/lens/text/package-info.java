/**
 * Text from outside, made safe to show and measured in the columns of a terminal; and what a
 * terminal can show. Callers give a {@link io.blick.lens.text.Terminal} to what draws. It knows no
 * model, and nothing of what the text says.
 */
package io.blick.lens.text;
