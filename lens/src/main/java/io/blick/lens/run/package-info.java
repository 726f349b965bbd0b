/**
 * How measures of a whole corpus run: many texts in batches, every attention of each, and a
 * temporary file for what is needed once more at the end. It knows no measure. Not exported.
 */
package io.blick.lens.run;
