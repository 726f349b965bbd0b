/** What pictures and tables are drawn with: colours and bars, lines of text, SVG, numbers. */
package io.blick.lens.draw;
