package io.blick.hub;

import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;

/** Hears Maven Resolver's transfers and counts those of the jar, not of its checksums. */
final class JarTransfer extends AbstractTransferListener {
  private final Pace pace;

  JarTransfer(Pace pace) {
    this.pace = pace;
  }

  @Override
  public void transferProgressed(TransferEvent event) {
    if (event.getResource().getResourceName().endsWith(".jar")) {
      pace.reach(event.getTransferredBytes());
    }
  }
}
