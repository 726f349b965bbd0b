/**
 * What people do with an encoder that has a head for it: {@link io.blick.models.task.Embedder},
 * {@link io.blick.models.task.Classifier}, {@link io.blick.models.task.Tagger} and
 * {@link io.blick.models.task.Answerer}, each made of an open model. Text goes in, one or many, and
 * a record comes out for each. It knows no architecture, no kind of tokenizer and no file.
 */
package io.blick.models.task;
