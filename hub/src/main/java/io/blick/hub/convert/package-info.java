/** An artifact's jar turned into a folder of Hugging Face's layout. */
package io.blick.hub.convert;
