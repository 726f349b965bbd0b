/**
 * The bootstrap: 95 % intervals of what was measured on a corpus, unit by unit, without keeping the
 * units. It knows no model and no text.
 */
package io.blick.lens.bootstrap;
