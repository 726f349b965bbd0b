/** Tables: columns over rows of any kind, as text, as HTML and as tab-separated values. */
package io.blick.lens.table;
