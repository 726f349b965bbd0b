package io.blick.models.format.file;

import java.nio.file.Path;

/** A file as error messages name it: its format and its path. */
public interface NamedFile {

  /** Returns the format, with which messages begin, such as {@code safetensors}. */
  String format();

  /** Returns the path. */
  Path path();
}
