package io.blick.violations.core.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** Lets arithmetic read, from the network even. */
public final class Loader {
  int first() throws IOException {
    try (Socket socket = new Socket("localhost", 1);
        InputStream bytes = socket.getInputStream()) {
      return bytes.read();
    }
  }
}
