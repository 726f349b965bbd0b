package io.blick.hub;

import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;

/**
 * The transfer listener of a jar: counts its bytes, and ends the transfer as soon as the response
 * cannot be the jar, because another size is announced or more bytes come. A transfer that is ended
 * leaves no file.
 */
final class JarTransfer extends AbstractTransferListener {
  private final long expectedBytes;
  private final StepProgress progress;
  private final DownloadWatchdog watchdog;

  /**
   * Creates the listener.
   *
   * @param expectedBytes size of the jar
   * @param progress receives the number of bytes so far
   * @param watchdog restarted by each piece, and told if the transfer is refused
   */
  JarTransfer(long expectedBytes, StepProgress progress, DownloadWatchdog watchdog) {
    this.expectedBytes = expectedBytes;
    this.progress = progress;
    this.watchdog = watchdog;
  }

  @Override
  public void transferStarted(TransferEvent event) throws TransferCancelledException {
    long announced = event.getResource().getContentLength();
    // Negative if the server announces no size.
    if (announced >= 0 && announced != expectedBytes) {
      throw other(Long.toString(announced));
    }
  }

  @Override
  public void transferProgressed(TransferEvent event) throws TransferCancelledException {
    long bytes = event.getTransferredBytes();
    if (bytes > expectedBytes) {
      throw other("more");
    }
    watchdog.renew();
    progress.reach(bytes);
  }

  private TransferCancelledException other(String got) {
    TransferCancelledException other = new TransferCancelledException(
        "the jar must have %d bytes; got %s".formatted(expectedBytes, got));
    watchdog.refuse(other);
    return other;
  }
}
