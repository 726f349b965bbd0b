/**
 * The bootstrap: 95 % intervals of what was measured on a corpus, unit by unit, without keeping the
 * units. Callers of a measure read its {@link io.blick.lens.bootstrap.Interval}; who writes a
 * measure uses the rest. It knows no model and no text.
 */
package io.blick.lens.bootstrap;
