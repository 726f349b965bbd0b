/**
 * What heads of well-known models do over treebanks, measured before and kept with their models'
 * fingerprints. It knows the measure that it keeps, and no picture and no report.
 */
package io.blick.lens.roles.measured;
