/**
 * MPNet, Song et al. 2020 (arXiv 2004.09297). Not exported: a model is used as a
 * {@link io.blick.models.text.TextModel}. It must not know another architecture.
 */
package io.blick.models.mpnet;
