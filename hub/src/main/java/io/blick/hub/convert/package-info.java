/** The conversion of an artifact's jar to a folder of Hugging Face's layout. */
package io.blick.hub.convert;
