/**
 * Tokenizers out of the metadata of GGUF files. Not exported. It puts the same steps together as
 * the files of a folder do, and knows those files not.
 */
package io.blick.models.token.gguf;
