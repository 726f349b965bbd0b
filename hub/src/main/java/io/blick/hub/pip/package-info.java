/**
 * Python's package installer as a process, for models that are published as wheels. Not exported.
 * Only this package knows that there is Python.
 */
package io.blick.hub.pip;
