/**
 * The conversion of an artifact's jar to a folder of Hugging Face's layout. Not exported. It knows
 * neither where the jar comes from nor where the folder is kept.
 */
package io.blick.hub.convert;
