/**
 * Tables, columns over rows of any kind, as text, as HTML and as tab-separated values; and the HTML
 * page that holds them. It knows no measure: a column is made of functions of a row. Not exported.
 */
package io.blick.lens.table;
