/**
 * The requests and results about texts that a model writes ({@code complete}). It knows no command
 * line.
 */
package io.blick.lens.report.write;
