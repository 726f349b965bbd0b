/**
 * Phi 3, Abdin et al. 2024 (arXiv 2404.14219). Not exported: a model is used as a
 * {@link io.blick.models.text.TextModel}. It must not know another architecture.
 */
package io.blick.models.phi;
