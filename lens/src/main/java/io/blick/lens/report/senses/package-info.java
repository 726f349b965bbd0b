/** Request and result of {@code senses}: one word in several texts. */
package io.blick.lens.report.senses;
