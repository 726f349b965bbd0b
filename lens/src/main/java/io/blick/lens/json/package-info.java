/**
 * The one way in which results become JSON: characters, digits and nulls are decided here. It knows
 * the values that many results share, such as a head and an interval, but no request and no result.
 * Not exported.
 */
package io.blick.lens.json;
