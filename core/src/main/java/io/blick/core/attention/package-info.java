/**
 * Attention(Q, K, V) = softmax(Q Kᵀ / √d) V, Vaswani et al. 2017, eq. 1, with masks, cuts and
 * statistics, and the probe that sees every call by its site. Callers use
 * {@link io.blick.core.attention.Attention} with {@link io.blick.core.attention.AttentionOptions},
 * and {@link io.blick.core.attention.AttentionCall} to compute any weight again; the other public
 * types are what these take and give. {@link io.blick.core.attention.ReferenceAttention} is the
 * same in plain loops and float64. It knows no model and no file.
 */
package io.blick.core.attention;
