/**
 * The request and the result of {@code ablate}: what becomes of a model's guesses, classes, tags,
 * answers and vectors without some heads or edges. How heads are silenced and edges cut is in
 * {@code io.blick.lens.ablation}. It knows no command line and no other request.
 */
package io.blick.lens.report.ablation;
