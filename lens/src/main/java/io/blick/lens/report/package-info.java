/**
 * The answers of the commands, as a library: a request says what is asked of a model, and a result
 * has the answer and writes it as text, JSON or tab-separated values, some also as a picture or a
 * page. The command line and any other program get the same bytes.
 *
 * <p>This package has what all requests and results share; they themselves are in the packages
 * below it. None of them knows the command line: they read no arguments, open no model and print
 * nothing; {@code io.blick.lens.Lens} opens one. Layers and heads count from 0 in requests and
 * results, and from 1 in what is written. Notes on the model itself are {@code TextModel.notes()}.
 */
package io.blick.lens.report;
