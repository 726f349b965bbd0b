/**
 * Qwen 2 and Qwen 3: Yang et al. 2024 (arXiv 2407.10671) and 2025 (arXiv 2505.09388). Not exported:
 * a model is used as a {@link io.blick.models.text.TextModel}. It must not know another
 * architecture.
 */
package io.blick.models.qwen;
