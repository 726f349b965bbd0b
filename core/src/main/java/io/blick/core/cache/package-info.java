/**
 * Keys and values that a text keeps from pass to pass. {@link io.blick.core.cache.KvCache} is what
 * callers begin with; it knows no model and no attention.
 */
package io.blick.core.cache;
