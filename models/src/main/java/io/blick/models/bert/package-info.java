/** BERT, Devlin et al. 2018 (arXiv 1810.04805), and its sentence-embedding kin. */
package io.blick.models.bert;
