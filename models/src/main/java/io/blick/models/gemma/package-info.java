/**
 * Gemma 2 and Gemma 3: Gemma Team 2024 (arXiv 2408.00118) and 2025 (arXiv 2503.19786). Not
 * exported: a model is used as a {@link io.blick.models.text.TextModel}. It must not know another
 * architecture.
 */
package io.blick.models.gemma;
