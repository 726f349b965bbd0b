/**
 * Files of a folder and their text, checked before use, and the rules that errors are made from.
 * Not exported: the other packages read their files through it. It knows no format.
 */
package io.blick.models.format.file;
