/**
 * JSON of untrusted files: whole, by field or by token. Not exported. What a key means is for its
 * reader to say, so it knows no model and no tokenizer.
 */
package io.blick.models.format.json;
