package io.blick.models.token.pipeline;

/** Which characters the offsets of an added token in the text cover. */
public enum AddedOffsets {
  /** The white space that the token takes, too. */
  WITH_WHITE_SPACE,
  /** The token alone, as RobertaProcessing trims them. */
  TRIMMED
}
