package io.blick.hub.huggingface;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * A server on the loopback that behaves like Hugging Face's, with one repository, owner/name, and a
 * second server that has the bytes of large files, as theirs has.
 */
final class LoopbackHub implements AutoCloseable {
  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final HttpServer store;
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();

  /** The requests so far: {@code GET /path}, with the range and the token. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /** The answers that are given in place of the usual ones, each once, in order: by status. */
  final List<Answer> instead = new CopyOnWriteArrayList<>();

  /** What is said instead of the list of files, if it is not empty. */
  volatile String listing = "";

  /** How many bytes of a large file are given before the connection is cut; all if below 0. */
  volatile int cutAfter = -1;

  /** Whether another byte than the right one is given. */
  volatile boolean wrong;

  /** Whether large files go on for ever. */
  volatile boolean endless;

  /** An answer without a body. */
  record Answer(int status, String header, String value) {}

  LoopbackHub(Map<String, byte[]> files) throws IOException {
    this.files.putAll(files);
    this.server = start(this::hub);
    this.store = start(this::store);
  }

  private HttpServer start(com.sun.net.httpserver.HttpHandler handler) throws IOException {
    HttpServer one =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    one.setExecutor(threads);
    one.createContext("/", exchange -> {
      try (exchange) {
        handler.handle(exchange);
      }
    });
    one.start();
    return one;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void hub(HttpExchange exchange) throws IOException {
    note("hub", exchange);
    String path = exchange.getRequestURI().getPath();
    if (!instead.isEmpty()) {
      Answer answer = instead.removeFirst();
      if (!answer.header().isEmpty()) {
        exchange.getResponseHeaders().set(answer.header(), answer.value());
      }
      exchange.sendResponseHeaders(answer.status(), -1);
    } else if (path.equals("/api/models/owner/name/revision/main")
        || path.equals("/api/models/owner/name/revision/" + COMMIT)) {
      send(exchange, 200, listing().getBytes(StandardCharsets.UTF_8));
    } else if (path.startsWith("/owner/name/resolve/" + COMMIT + "/")) {
      file(exchange, path.substring(("/owner/name/resolve/" + COMMIT + "/").length()));
    } else {
      boolean revision = path.startsWith("/api/models/owner/name/");
      exchange
          .getResponseHeaders()
          .set("X-Error-Code", revision ? "RevisionNotFound" : "RepoNotFound");
      exchange.sendResponseHeaders(404, -1);
    }
  }

  private void note(String place, HttpExchange exchange) {
    asked.add("%s %s %s%s%s"
        .formatted(
            place,
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            said(exchange, "Range"),
            said(exchange, "Authorization")));
  }

  private static String said(HttpExchange exchange, String header) {
    String value = exchange.getRequestHeaders().getFirst(header);
    return value == null ? "" : " " + value;
  }

  private String listing() {
    return listing.isEmpty()
        ? files.keySet().stream()
            .sorted()
            .map("{\"rfilename\": \"%s\"}"::formatted)
            .collect(Collectors.joining(
                ", ",
                "{\"sha\": \"%s\", \"tags\": [\"license:mit\"], \"siblings\": [".formatted(COMMIT),
                "]}"))
        : listing;
  }

  private void file(HttpExchange exchange, String name) throws IOException {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      exchange.getResponseHeaders().set("X-Error-Code", "EntryNotFound");
      exchange.sendResponseHeaders(404, -1);
    } else if (isLarge(name)) {
      exchange.getResponseHeaders().set("X-Linked-Etag", "\"" + sha256(bytes) + "\"");
      exchange.getResponseHeaders().set("X-Linked-Size", String.valueOf(bytes.length));
      exchange
          .getResponseHeaders()
          .set("Location", "http://127.0.0.1:%d/%s".formatted(store.getAddress().getPort(), name));
      exchange.sendResponseHeaders(302, -1);
    } else {
      exchange.getResponseHeaders().set("ETag", "W/\"" + blob(bytes) + "\"");
      send(exchange, 200, bytes);
    }
  }

  static boolean isLarge(String name) {
    return name.endsWith(".safetensors") || name.endsWith(".gguf");
  }

  private void store(HttpExchange exchange) throws IOException {
    note("store", exchange);
    byte[] bytes = Objects.requireNonNull(
            files.get(exchange.getRequestURI().getPath().substring(1)))
        .clone();
    String range = said(exchange, "Range");
    int from = range.isEmpty() ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    if (wrong) {
      bytes[bytes.length - 1] ^= 1;
    }
    if (endless) {
      forever(exchange, bytes);
      return;
    }
    if (from > 0) {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(from, bytes.length - 1, bytes.length));
    }
    int end = cutAfter < 0 ? bytes.length : Math.min(bytes.length, from + cutAfter);
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, bytes.length - from);
    exchange.getResponseBody().write(bytes, from, end - from);
    exchange.getResponseBody().flush();
  }

  private static void forever(HttpExchange exchange, byte[] bytes) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    while (true) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes.length));
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  static String sha256(byte[] bytes) {
    return sum("SHA-256", bytes);
  }

  /** Returns the SHA-1 that git gives a file. */
  static String blob(byte[] bytes) {
    byte[] head = ("blob " + bytes.length + "\0").getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(head, head.length + bytes.length);
    System.arraycopy(bytes, 0, all, head.length, bytes.length);
    return sum("SHA-1", all);
  }

  private static String sum(String name, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(name).digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has " + name, impossible);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    store.stop(0);
    threads.shutdownNow();
  }
}
