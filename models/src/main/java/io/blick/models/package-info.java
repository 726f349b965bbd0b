/**
 * Opens a model from a folder. {@link io.blick.models.Models} is the one class: it maps the
 * model_type of config.json to an architecture, and so it alone knows the architectures.
 */
package io.blick.models;
