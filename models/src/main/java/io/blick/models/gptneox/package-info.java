/**
 * GPT-NeoX, Black et al. 2022 (arXiv 2204.06745), and Pythia, Biderman et al. 2023 (arXiv
 * 2304.01373). Not exported: a model is used as a {@link io.blick.models.text.TextModel}. It must
 * not know another architecture.
 */
package io.blick.models.gptneox;
