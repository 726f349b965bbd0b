/**
 * What people do with an encoder that has a head for it: {@link io.blick.models.task.Embedder},
 * {@link io.blick.models.task.Classifier}, {@link io.blick.models.task.Tagger} and
 * {@link io.blick.models.task.Answerer}. Each opens a folder, or takes an open model, and serves
 * many threads until it is closed. Text goes in, one or many, and a record comes out for each. It
 * knows no architecture, no kind of tokenizer and no kind of file.
 */
package io.blick.models.task;
