/**
 * GPT-2, Radford et al. 2019 (Language Models are Unsupervised Multitask Learners). Not exported: a
 * model is used as a {@link io.blick.models.text.TextModel}. It must not know another architecture.
 */
package io.blick.models.gpt2;
