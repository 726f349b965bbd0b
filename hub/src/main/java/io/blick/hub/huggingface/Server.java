package io.blick.hub.huggingface;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The server of Hugging Face, or one that behaves like it. */
final class Server implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int MOST_REDIRECTS = 5;
  private static final int MOST_TRIES = 5;
  private static final int LONGEST_PAUSE_SECONDS = 60;
  private static final int MOST_LISTING_BYTES = 1 << 25;

  private final HuggingFace settings;
  private final ModelId id;
  private final HttpClient client = HttpClient.newBuilder()
      .followRedirects(HttpClient.Redirect.NEVER)
      .connectTimeout(CONNECT)
      .build();

  Server(HuggingFace settings, ModelId id) {
    this.settings = settings;
    this.id = id;
  }

  /**
   * Returns the list of the files of the id's revision.
   *
   * @throws IOException if the server cannot be reached
   */
  Listing listing() throws IOException {
    URI address = address("/api/models/" + id.repository() + "/revision/" + coded(id.revision()));
    HttpResponse<InputStream> response = followed("GET", address, 0);
    try (InputStream body = response.body();
        var _ = new Silence(body, settings.silence())) {
      require(response, 200);
      byte[] json = body.readNBytes(MOST_LISTING_BYTES);
      if (json.length == MOST_LISTING_BYTES) {
        throw new RepositoryException("the list of the files of %s must have less than %d bytes"
            .formatted(id, MOST_LISTING_BYTES));
      }
      return Listing.read(id, json);
    }
  }

  /** Returns what the server says of a file, without its bytes. */
  RemoteFile file(String commit, String name) throws IOException {
    String path =
        Arrays.stream(name.split("/", -1)).map(Server::coded).collect(Collectors.joining("/"));
    URI address = address("/" + id.repository() + "/resolve/" + commit + "/" + path);
    HttpResponse<InputStream> response = followed("HEAD", address, 0);
    response.body().close();
    require(response, 200, 302, 307);
    String etag =
        header(response, "X-Linked-Etag").or(() -> header(response, "ETag")).orElse("");
    long bytes = header(response, "X-Linked-Size")
        .or(() -> header(response, "Content-Length"))
        .filter(size -> size.matches("\\d{1,18}"))
        .map(Long::parseLong)
        .orElse(-1L);
    RemoteFile file =
        new RemoteFile(name, etag.replaceFirst("^W/", "").replace("\"", ""), bytes, address);
    if (!file.isChecked() || bytes < 0) {
      throw new RepositoryException(
          "%s of %s must come with its size and with a SHA-256 or SHA-1 as its ETag; got neither"
              .formatted(name, id));
    }
    return file;
  }

  /** Returns the response with a file's bytes from one on: status 200, from 0 on, or 206. */
  HttpResponse<InputStream> bytes(RemoteFile file, long from) throws IOException {
    HttpResponse<InputStream> response = followed("GET", file.address(), from);
    if (response.statusCode() != 206
        || !header(response, "Content-Range").orElse("").startsWith("bytes " + from + "-")) {
      require(response, 200);
    }
    return response;
  }

  /** Follows redirects; of a HEAD only within the server, since only it knows the checksum. */
  private HttpResponse<InputStream> followed(String method, URI first, long from)
      throws IOException {
    URI address = first;
    for (int n = 0; n <= MOST_REDIRECTS; n++) {
      HttpResponse<InputStream> response = patient(method, address, from);
      Optional<String> location = header(response, "Location");
      if (response.statusCode() / 100 != 3 || location.isEmpty()) {
        return response;
      }
      URI next = resolved(address, location.orElseThrow());
      if (method.equals("HEAD")
          && (!isHome(next) || header(response, "X-Linked-Etag").isPresent())) {
        return response;
      }
      response.body().close();
      address = next;
    }
    throw new RepositoryException(
        "the server must give %s within %d redirects; got more".formatted(id, MOST_REDIRECTS));
  }

  private URI resolved(URI from, String location) {
    try {
      URI next = from.resolve(location);
      boolean web = "https".equals(next.getScheme())
          || ("http".equals(next.getScheme()) && "http".equals(from.getScheme()));
      if (web && next.getHost() != null) {
        return next;
      }
    } catch (IllegalArgumentException broken) {
      throw new RepositoryException(
          "a redirect of %s must lead to an address".formatted(id), broken);
    }
    throw new RepositoryException("a redirect of %s must lead to an https address".formatted(id));
  }

  /** Whether an address is of the server itself: the token goes nowhere else. */
  private boolean isHome(URI address) {
    URI home = settings.endpoint();
    return Objects.equals(address.getScheme(), home.getScheme())
        && Objects.equals(address.getRawAuthority(), home.getRawAuthority());
  }

  /** Sends a request, again after a pause where the server asks for one. */
  private HttpResponse<InputStream> patient(String method, URI address, long from)
      throws IOException {
    for (int tries = 1; ; tries++) {
      HttpResponse<InputStream> response = once(method, address, from);
      int status = response.statusCode();
      if (status != 429 && status != 502 && status != 503 && status != 504) {
        return response;
      }
      response.body().close();
      long pause = header(response, "Retry-After")
          .filter(seconds -> seconds.matches("\\d{1,9}"))
          .map(Long::parseLong)
          .orElse(1L << tries);
      if (tries == MOST_TRIES || pause > LONGEST_PAUSE_SECONDS) {
        throw new RepositoryException("the server must answer for %s; got %d, and a wish for %d s"
                .formatted(id, status, pause)
            + " of pause; try again later");
      }
      pause(Duration.ofSeconds(pause));
    }
  }

  private static void pause(Duration time) throws IOException {
    try {
      Thread.sleep(time);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private HttpResponse<InputStream> once(String method, URI address, long from) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address)
        .method(method, HttpRequest.BodyPublishers.noBody())
        .timeout(settings.silence())
        .header("Accept-Encoding", "identity")
        .header("User-Agent", "blick");
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
    }
    if (isHome(address)) {
      settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    }
    try {
      return client.send(request.build(), BodyHandlers.ofInputStream());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private void require(HttpResponse<InputStream> response, Integer... statuses) throws IOException {
    int status = response.statusCode();
    if (Arrays.asList(statuses).contains(status)) {
      return;
    }
    response.body().close();
    String error = header(response, "X-Error-Code").orElse("");
    throw new RepositoryException(
        switch (status) {
          case 401 ->
            "%s must exist, and be open to all or to your token; got 401; check the name,"
                    .formatted(id)
                + " or set HF_TOKEN";
          case 403 ->
            "%s must be open to your token; got 403, %s; accept its terms on its page, and"
                    .formatted(id, error.equals("GatedRepo") ? "it is gated" : "forbidden")
                + " set HF_TOKEN";
          case 404 -> missing(error);
          default ->
            "the server must give %s; got status %d; try again later".formatted(id, status);
        });
  }

  private String missing(String error) {
    return switch (error) {
      case "RevisionNotFound" ->
        "%s must have the revision %s; got 404; look it up on its page"
            .formatted(id.repository(), id.revision());
      case "EntryNotFound" ->
        "%s must have all files of its list; got 404 for one; try again".formatted(id);
      default -> "there must be a model %s; got 404; check the name".formatted(id.repository());
    };
  }

  private URI address(String path) {
    return URI.create(settings.endpoint() + path);
  }

  private static String coded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Optional<String> header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
