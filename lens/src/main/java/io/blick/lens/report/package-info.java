/**
 * What the commands answer, as a library: a request says what is asked of a model, a result has the
 * answer and writes it as text, JSON or tab-separated values, and where there is one as a picture
 * or a page. The command line and any other program get the same bytes. This package has what all
 * requests and results share; they themselves are in the packages below it.
 */
package io.blick.lens.report;
