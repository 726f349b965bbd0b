package io.blick.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock that lets only one thread of one process make or remove a model. The system frees it when
 * the process dies, however it dies; the lock's file stays.
 */
final class ModelLock implements AutoCloseable {
  // A file lock belongs to the process: it does not exclude the process's own threads, and it is
  // lost when any other channel to the same file is closed. So only one thread may open lock files.
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

  private final FileChannel channel;

  private ModelLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, and waits for it while another thread or process has it.
   *
   * @param file the lock's file; made if it is absent
   * @param waiting runs once, before a wait
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
