package io.blick.hub;

import java.io.IOException;
import java.nio.file.Path;

/** The source that a model of the cache is made from. */
interface ModelSource {

  /**
   * Makes the model's folder, complete and forced to the disk, in its work folder, which the caller
   * renames.
   *
   * @param work the work folder, which is absent; the caller deletes it
   * @param folder the folder's future place
   */
  Path make(Path work, Path folder) throws IOException;
}
