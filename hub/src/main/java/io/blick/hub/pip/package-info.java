/**
 * Python's package installer as a process, for models that are published as wheels. Only this
 * package knows that there is Python.
 */
package io.blick.hub.pip;
