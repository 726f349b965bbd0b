/**
 * A model in one GGUF file, opened as if it were a folder: the file's keys and names of weights are
 * put into those of config.json and safetensors, so that an architecture is written once. Not
 * exported: {@link io.blick.models.Models} opens it. It must not know an architecture's classes.
 */
package io.blick.models.gguf;
