package io.blick.hub.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** A model's repository, on the server and in the cache. */
public final class Repository {
  private final HuggingFace settings;
  private final ModelId id;
  private final RepositoryCache cache;
  private final RepositoryListener listener;

  /**
   * Creates one; reads nothing.
   *
   * @param settings of the user
   * @param id the model
   * @param listener hears what is fetched
   */
  public Repository(HuggingFace settings, ModelId id, RepositoryListener listener) {
    this.settings = settings;
    this.id = id;
    this.cache = RepositoryCache.of(settings.cache(), id);
    this.listener = listener;
  }

  /**
   * Returns the path of the model, its folder or its GGUF file, after what is missing of it is
   * fetched. Where the server cannot be reached, it is what was fetched before.
   *
   * @throws RepositoryException if there is no such model, or it is refused
   * @throws IOException if it cannot be written
   */
  public Path path() throws IOException {
    Optional<Path> local = local();
    if (settings.offline()) {
      return local.orElseThrow(() -> new RepositoryException(
          "%s must be in %s while HF_HUB_OFFLINE is set; got no whole model there"
              .formatted(id, cache.root())));
    }
    if (id.isCommit() && local.isPresent()) {
      return local.orElseThrow();
    }
    try (Server server = new Server(settings, id)) {
      Listing listing;
      try {
        listing = server.listing();
      } catch (IOException unreachable) {
        return local.orElseThrow(() -> new RepositoryException(
            "%s is not cached, and its server must be reachable; got %s"
                .formatted(id, unreachable.getClass().getSimpleName()),
            unreachable));
      }
      return fetched(server, listing);
    }
  }

  /** Returns the path of the model if all of it was fetched before. */
  private Optional<Path> local() throws IOException {
    Optional<String> commit = cache.commit(id);
    if (commit.isEmpty() || !Files.isDirectory(cache.snapshot(commit.orElseThrow()))) {
      return Optional.empty();
    }
    Path folder = cache.snapshot(commit.orElseThrow());
    List<String> files = files(folder);
    List<String> gguf = Wanted.whole(id, files);
    if (!gguf.isEmpty()) {
      return Optional.of(folder.resolve(gguf.getFirst()));
    }
    return Wanted.isWhole(files) ? Optional.of(folder) : Optional.empty();
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .toList();
    }
  }

  private Path fetched(Server server, Listing listing) throws IOException {
    Path folder = cache.snapshot(listing.commit());
    List<String> gguf = Wanted.gguf(id, listing.files());
    if (gguf.isEmpty()) {
      List<String> modules =
          listing.files().stream().filter("modules.json"::equals).toList();
      ensure(server, listing, modules);
      ensure(server, listing, Wanted.folder(id, listing.files(), folders(folder, modules)));
    } else {
      ensure(server, listing, gguf);
    }
    cache.remember(id, listing.commit());
    return gguf.isEmpty() ? folder : folder.resolve(gguf.getFirst());
  }

  /** Returns the folders that modules.json names. */
  private static List<String> folders(Path folder, List<String> modules) throws IOException {
    List<String> folders = new ArrayList<>();
    for (String name : modules) {
      JsonNode list = JsonMapper.builder().build().readTree(folder.resolve(name).toFile());
      list.forEach(module -> folders.add(module.path("path").asText()));
    }
    return folders.stream().filter(RemoteFile::isSafe).toList();
  }

  /** Fetches those files that are missing; weights last, so that who has them has all. */
  private void ensure(Server server, Listing listing, List<String> names) throws IOException {
    if (missing(listing, names).isEmpty()) {
      return;
    }
    Path lock = settings
        .cache()
        .resolve(".locks")
        .resolve(cache.root().getFileName())
        .resolve("blick.lock");
    try (Closeable _ = listener.lock(lock)) {
      List<RemoteFile> files = new ArrayList<>();
      for (String name : missing(listing, names)) {
        files.add(server.file(listing.commit(), name));
      }
      fetch(server, listing, files);
    }
  }

  private List<String> missing(Listing listing, List<String> names) {
    return names.stream()
        .filter(name -> !cache.has(listing.commit(), name))
        .sorted(Comparator.comparing((String name) -> name.endsWith(".safetensors"))
            .thenComparingInt(name -> -name.split("/", -1).length))
        .toList();
  }

  private void fetch(Server server, Listing listing, List<RemoteFile> files) throws IOException {
    long bytes = files.stream()
        .filter(file -> !Files.exists(cache.blob(file.etag())))
        .mapToLong(RemoteFile::bytes)
        .sum();
    LongConsumer read =
        listener.fetching(listing.licence(), bytes, cache.snapshot(listing.commit()));
    Download download = new Download(server, settings.silence(), read);
    for (RemoteFile file : files) {
      Path blob = cache.blob(file.etag());
      if (!Files.exists(blob)) {
        download.into(blob, file);
      }
      cache.link(listing.commit(), file);
    }
  }
}
