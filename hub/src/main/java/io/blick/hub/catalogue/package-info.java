/**
 * The catalogue: the models that have a name, and the file of a package registry that holds each.
 * Callers get a {@link io.blick.hub.catalogue.CatalogueEntry} from {@code io.blick.hub.Hub} and
 * read it. It knows no network, no cache and no weights.
 */
package io.blick.hub.catalogue;
