/**
 * Single operations under JMH, for those who change a kernel. It knows no peer and no report.
 * Nothing of it is published.
 */
package io.blick.bench.jmh;
