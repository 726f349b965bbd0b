/**
 * SmolLM 3, Bakouch et al. 2025 (SmolLM3: smol, multilingual, long-context reasoner). Not exported:
 * a model is used as a {@link io.blick.models.text.TextModel}. It must not know another
 * architecture.
 */
package io.blick.models.smollm;
