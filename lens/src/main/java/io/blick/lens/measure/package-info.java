/**
 * What heads do, as numbers beside their baselines: roles, pronouns, profiles, ablation, senses,
 * rollout and norms. Weights are not explanations (Jain and Wallace 2019, arXiv 1902.10186;
 * Wiegreffe and Pinter 2019, arXiv 1908.04626): each measure says what it may be taken for.
 */
package io.blick.lens.measure;
