/**
 * Files of a folder and their text, checked before use, and the rules that errors are made from.
 * Not exported: the rooms of this module read their files through it. It knows no format.
 */
package io.blick.models.format.file;
