/**
 * The one way in which results become JSON: characters, digits and nulls are decided here. It knows
 * the few values that many results share, such as a head, but no request and no result.
 */
package io.blick.lens.json;
