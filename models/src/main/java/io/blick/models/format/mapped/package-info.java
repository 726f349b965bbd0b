/**
 * Files mapped into memory and the tensors that stand in them, as the readers of formats share
 * them. Not exported, and it knows none of the formats.
 */
package io.blick.models.format.mapped;
