/**
 * Models by name or in a folder: what {@code --model} chooses, the progress of fetching one, and
 * the command {@code models}. Only this package knows the hub; what a command does with a model is
 * not known here.
 */
package io.blick.cli.model;
