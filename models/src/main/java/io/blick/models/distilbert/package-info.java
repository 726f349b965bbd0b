/**
 * DistilBERT, Sanh et al. 2019 (arXiv 1910.01108). Not exported: a model is used as a
 * {@link io.blick.models.text.TextModel}. It must not know another architecture.
 */
package io.blick.models.distilbert;
