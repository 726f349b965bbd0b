/**
 * BERT, Devlin et al. 2018 (arXiv 1810.04805), and models of sentences that have its layers. Not
 * exported: a model is used as a {@link io.blick.models.text.TextModel}. It must not know another
 * architecture.
 */
package io.blick.models.bert;
