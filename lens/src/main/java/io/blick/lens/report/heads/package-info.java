/**
 * The requests and results of {@code heads}: every head of a model measured over texts, a treebank
 * or examples of pronouns. The measures are in {@code io.blick.lens.profile}, {@code roles} and
 * {@code coreference}; here their numbers are only asked for and written.
 */
package io.blick.lens.report.heads;
