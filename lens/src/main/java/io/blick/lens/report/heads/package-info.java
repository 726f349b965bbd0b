/** Requests and results about the heads of a model: over texts and corpora, and without some. */
package io.blick.lens.report.heads;
