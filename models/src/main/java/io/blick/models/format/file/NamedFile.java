package io.blick.models.format.file;

import java.nio.file.Path;

/** A file as errors name it. */
public interface NamedFile {

  /** Returns the operation that errors begin with, such as {@code safetensors}. */
  String format();

  /** Returns where the file is. */
  Path path();
}
