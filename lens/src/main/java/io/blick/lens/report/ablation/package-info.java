/** Request and result of {@code ablate}: what a model loses without some heads or edges. */
package io.blick.lens.report.ablation;
