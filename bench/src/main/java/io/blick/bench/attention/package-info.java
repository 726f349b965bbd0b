/**
 * Attention against PyTorch and against what the machine can do, over lengths, masks, statistics
 * and threads. It knows no model and no other benchmark. Nothing of it is published.
 */
package io.blick.bench.attention;
