/**
 * Models by name: downloaded and converted once, then read from the cache. {@link io.blick.hub.Hub}
 * is what callers use. It knows where models come from, and neither what they compute nor how they
 * are looked at.
 */
package io.blick.hub;
