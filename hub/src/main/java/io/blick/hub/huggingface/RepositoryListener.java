package io.blick.hub.huggingface;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;

/** What a repository asks of whoever fetches from it. */
public interface RepositoryListener {

  /** Takes a lock, which lets one thread of one process fetch from the repository at a time. */
  Closeable lock(Path file) throws IOException;

  /**
   * Hears what is about to be fetched, and may refuse it by an exception.
   *
   * @param licence the tag of the licence, if the repository has one
   * @param bytes size of all files that are missing
   * @param folder where they will be
   * @return the consumer of bytes that have come; below 0 for those that come again
   */
  LongConsumer fetching(Optional<String> licence, long bytes, Path folder) throws IOException;
}
