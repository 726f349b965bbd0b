package io.blick.models.token.wordpiece;

/** Which characters the offsets of an added token in the text cover. */
enum AddedOffsets {
  /** The white space that the token takes, too. */
  WITH_WHITE_SPACE,
  /** The token alone, as RobertaProcessing trims them. */
  TRIMMED
}
