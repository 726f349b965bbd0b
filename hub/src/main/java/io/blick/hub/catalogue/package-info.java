/** Which models have a name, and where each comes from. */
package io.blick.hub.catalogue;
