/** Foreign text made safe to show, and measured in the columns of a terminal. */
package io.blick.lens.text;
