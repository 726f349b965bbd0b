/**
 * The tokenizer of a folder: its files, read and checked, and what they say together. Not exported:
 * one class may be touched, and what it makes is a {@link io.blick.models.token.Tokenizer}. It
 * knows no model.
 */
package io.blick.models.token.folder;
