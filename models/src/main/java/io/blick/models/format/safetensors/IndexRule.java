package io.blick.models.format.safetensors;

import io.blick.models.format.file.Rule;

/** The rules of an index of weights in several files. */
enum IndexRule implements Rule {
  MAP("index must have a weight_map from tensors to files; got %s"),
  EMPTY("index must say of at least one tensor which file it is in; got an empty weight_map"),
  NAME("tensor %s must be in a file whose name has at most 255 bytes; got %s, which has %d"),
  FILE("tensor %s must be in a file beside the index, named alone; got %s"),
  SHARD("file of the weights must be beside the index; got no %s; fetch it again"),
  ABSENT("tensor %s must be in %s, as the index says; got a file without it; fetch it again"),
  TWICE("tensor %s must be in one file; got it in %s and in %s"),
  UNLISTED("tensor %s of %s must be in the index; got an index without it; fetch it again");

  private final String text;

  IndexRule(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
