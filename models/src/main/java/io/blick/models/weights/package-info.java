/**
 * The weights of a model's folder: found in whichever files hold them, and guarded while the model
 * is open. Not exported. It knows the formats and no architecture.
 */
package io.blick.models.weights;
