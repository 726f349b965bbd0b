/**
 * ELECTRA, Clark et al. 2020 (arXiv 2003.10555): generators and discriminators. Not exported: a
 * model is used as a {@link io.blick.models.text.TextModel}. It must not know another architecture.
 */
package io.blick.models.electra;
