/**
 * The parts of a tokenizer.json that stand around its pieces: normalizer, pre_tokenizer and
 * decoder, read as steps of the pipeline. Not exported. It knows no other file.
 */
package io.blick.models.token.steps;
