/**
 * Requests and results about one text: what heads look at, the steps of one head, pieces, guesses.
 */
package io.blick.lens.report.look;
