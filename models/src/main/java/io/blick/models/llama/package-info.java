/**
 * Llama, Touvron et al. 2023 (arXiv 2302.13971), and models that have its layers. Not exported: a
 * model is used as a {@link io.blick.models.text.TextModel}. It must not know another architecture.
 */
package io.blick.models.llama;
