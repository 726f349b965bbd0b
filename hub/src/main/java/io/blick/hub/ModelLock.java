package io.blick.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one thread of one process at a time make or remove a model. The system frees the lock when
 * the process dies, however it dies; the lock's file stays.
 */
final class ModelLock implements AutoCloseable {
  // A file lock belongs to the process: it neither keeps its own threads apart, nor outlives the
  // closing of any other channel to the same file. So only one thread may come near a lock file.
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

  private final FileChannel channel;

  private ModelLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, waiting for it as long as another has it.
   *
   * @param file the lock's file; made if it is absent
   * @param waiting runs once before a wait
   */
  static ModelLock take(Path file, Runnable waiting) throws IOException {
    boolean told = !IN_THIS_PROCESS.tryLock();
    if (told) {
      waiting.run();
      IN_THIS_PROCESS.lock();
    }
    try {
      Files.createDirectories(file.getParent());
      return new ModelLock(lock(file, told ? () -> {} : waiting));
    } catch (IOException | RuntimeException trouble) {
      IN_THIS_PROCESS.unlock();
      throw trouble;
    }
  }

  private static FileChannel lock(Path file, Runnable waiting) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock free = channel.tryLock();
      if (free == null) {
        waiting.run();
        channel.lock();
      }
      return channel;
    } catch (IOException | RuntimeException trouble) {
      channel.close();
      throw trouble;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      IN_THIS_PROCESS.unlock();
    }
  }
}
