/**
 * What the commands answer, as a library: a request says what is asked of a model, a result has the
 * answer and writes it as text, JSON or tab-separated values, and where there is one as a picture
 * or a page. The command line and any other program get the same bytes. Notes on the model itself
 * are {@code TextModel.notes()}. Layers and heads count from 0 in requests and results, and from 1
 * in what is written. This package has what all requests and results share; they themselves are in
 * the packages below it.
 */
package io.blick.lens.report;
