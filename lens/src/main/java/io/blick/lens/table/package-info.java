/**
 * Tables: columns over rows of any kind, as text, as HTML and as tab-separated values; and the page
 * on which they stand.
 */
package io.blick.lens.table;
