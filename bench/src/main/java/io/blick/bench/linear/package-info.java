/**
 * Linear layers against PyTorch, and against what the machine can do. It knows no model and no
 * other benchmark. Nothing of it is published.
 */
package io.blick.bench.linear;
