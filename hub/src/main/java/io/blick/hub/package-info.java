/** Models by name: downloaded and converted once, then read from the cache. */
package io.blick.hub;
