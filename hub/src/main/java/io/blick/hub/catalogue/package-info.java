/** The catalogue: the models that have a name, and the Maven artifact of each. */
package io.blick.hub.catalogue;
