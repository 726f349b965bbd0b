/**
 * What requests share: their files, words and heads are checked here, their texts run, their notes
 * gathered. It is not exported; requests and results are in the packages beside it.
 */
package io.blick.lens.report.request;
