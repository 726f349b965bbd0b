package io.blick.lens.report.attribution;

/** The way in which it is measured what a word matters. */
public enum AttributionBy {
  /** Its value vectors are zero in the attention; all weights stay as they are. */
  VALUE_ZEROING,
  /** Each of its pieces is replaced by the model's mask. */
  OCCLUSION
}
