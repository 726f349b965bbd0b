/**
 * The requests and results of {@code heads}: every head of a model measured over texts, a treebank
 * or examples of pronouns. The measures are in {@code io.blick.lens.profile}, {@code roles},
 * {@code looks} and {@code coreference}; here their numbers are only asked for and written. It
 * knows no command line.
 */
package io.blick.lens.report.heads;
