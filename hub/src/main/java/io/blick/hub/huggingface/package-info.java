/**
 * Models by their id on Hugging Face: what an id means, which files of a repository a model needs,
 * how they are fetched and checked, and the cache on disk that is shared with other programs. Not
 * exported. It knows neither the catalogue nor what is in the files.
 */
package io.blick.hub.huggingface;
