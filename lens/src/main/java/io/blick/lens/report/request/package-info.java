/**
 * The steps that requests share: they check the files, layers and heads that a request names, run
 * its text, and gather notes for the reader. Not exported: programs use the requests and results in
 * the packages beside this one, which it does not know.
 */
package io.blick.lens.report.request;
