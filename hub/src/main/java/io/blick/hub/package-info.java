/** Models by name, through the network once and from the cache ever after. */
package io.blick.hub;
