package io.blick.hub;

import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;

/**
 * Hears the transfer of the jar, counts its bytes, and ends it as soon as it cannot be the jar:
 * when another size is announced, or when more comes than the jar has. What ends so leaves no file.
 */
final class JarTransfer extends AbstractTransferListener {
  private final long expectedBytes;
  private final Pace pace;
  private final Patience patience;

  /**
   * Creates the listener.
   *
   * @param expectedBytes size of the jar
   * @param pace hears how many bytes are here
   * @param patience hears that some came, or that it is refused
   */
  JarTransfer(long expectedBytes, Pace pace, Patience patience) {
    this.expectedBytes = expectedBytes;
    this.pace = pace;
    this.patience = patience;
  }

  @Override
  public void transferStarted(TransferEvent event) throws TransferCancelledException {
    long announced = event.getResource().getContentLength();
    // A server need not announce a size; then it is below zero.
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
    patience.renew();
    pace.reach(bytes);
  }

  private TransferCancelledException other(String got) {
    TransferCancelledException other = new TransferCancelledException(
        "the jar must have %d bytes; got %s".formatted(expectedBytes, got));
    patience.refuse(other);
    return other;
  }
}
