/** The one way in which results become JSON. */
package io.blick.lens.json;
