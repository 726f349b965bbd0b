package io.blick.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server on the loopback that answers every request for a jar alike, and all others with 404. Its
 * answers are raw, so they can be what no server should send.
 */
final class Spout implements AutoCloseable {
  /** Ends what would else have no end, should nobody hang up. */
  private static final long ENOUGH_BYTES = 64 << 20;

  private final AtomicLong sentBytes = new AtomicLong();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ServerSocket socket;
  private final Water water;

  /**
   * An answer.
   *
   * @param head status and headers, a line each, without line ends
   * @param drop what is sent again and again behind the head, a character a byte
   * @param drops how often
   * @param pause before each
   */
  record Water(List<String> head, String drop, long drops, Duration pause) {

    /** Returns an answer that never ends. */
    static Water endless(String drop, String... head) {
      return new Water(List.of(head), drop, Long.MAX_VALUE, Duration.ZERO);
    }
  }

  private Spout(ServerSocket socket, Water water) {
    this.socket = socket;
    this.water = water;
  }

  static Spout open(Water water) throws IOException {
    Spout spout = new Spout(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), water);
    spout.threads.execute(spout::accept);
    return spout;
  }

  String address() {
    return "http://127.0.0.1:%d/shop".formatted(socket.getLocalPort());
  }

  /** Returns how many bytes of answers it got rid of, buffers on the way included. */
  long sentBytes() {
    return sentBytes.get();
  }

  /** Returns the ends of the names of all files that were asked for. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket guest = socket.accept();
        threads.execute(() -> serve(guest));
      } catch (IOException closing) {
        return;
      }
    }
  }

  private void serve(Socket guest) {
    try (guest;
        OutputStream out = guest.getOutputStream()) {
      String path = request(guest.getInputStream());
      asked.add(path.substring(path.lastIndexOf('/') + 1));
      if (!path.endsWith(".jar")) {
        head(out, List.of("HTTP/1.1 404 Not Found", "Content-Length: 0", "Connection: close"));
        return;
      }
      head(out, water.head());
      byte[] drop = water.drop().getBytes(StandardCharsets.ISO_8859_1);
      for (long n = 0; n < water.drops() && sentBytes.get() < ENOUGH_BYTES; n++) {
        Thread.sleep(water.pause());
        out.write(drop);
        long _ = sentBytes.addAndGet(drop.length);
      }
    } catch (IOException hungUp) {
      return;
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private static String request(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new UncheckedIOException(new IOException("a request must end; got " + text));
      }
      text.append((char) next);
    }
    return text.toString().split(" ", 3)[1];
  }

  private static void head(OutputStream out, List<String> lines) throws IOException {
    String text = String.join("\r\n", lines) + "\r\n\r\n";
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }
}
