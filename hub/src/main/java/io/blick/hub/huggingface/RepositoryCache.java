package io.blick.hub.huggingface;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * One repository in the cache, in the layout of the Python package huggingface_hub: {@code blobs}
 * by their ETag, in {@code snapshots} a folder of links to them for each commit, in {@code refs}
 * the commit of each revision.
 *
 * @param root the repository's folder
 */
record RepositoryCache(Path root) {

  static RepositoryCache of(Path cache, ModelId id) {
    return new RepositoryCache(cache.resolve("models--" + id.repository().replace("/", "--")));
  }

  Path blob(String etag) {
    return root.resolve("blobs").resolve(etag);
  }

  Path snapshot(String commit) {
    return root.resolve("snapshots").resolve(commit);
  }

  /** Returns the commit that a revision was when it was last asked for. */
  Optional<String> commit(ModelId id) {
    if (id.isCommit()) {
      return Optional.of(id.revision());
    }
    try {
      String commit =
          Files.readString(root.resolve("refs").resolve(id.revision())).strip();
      return commit.matches("[0-9a-f]{40}") ? Optional.of(commit) : Optional.empty();
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  void remember(ModelId id, String commit) throws IOException {
    if (!id.isCommit() && commit(id).filter(commit::equals).isEmpty()) {
      Path ref = root.resolve("refs").resolve(id.revision());
      Files.createDirectories(ref.getParent());
      Path aside = Files.createTempFile(ref.getParent(), ".ref", "");
      Files.writeString(aside, commit);
      Files.move(aside, ref, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Whether a snapshot has a file. */
  boolean has(String commit, String name) {
    return Files.isRegularFile(snapshot(commit).resolve(name));
  }

  /** Links a file of a snapshot to its blob; where there are no links, the blob is moved there. */
  void link(String commit, RemoteFile file) throws IOException {
    Path pointer = snapshot(commit).resolve(file.name());
    Path folder = Files.createDirectories(pointer.getParent());
    Path blob = blob(file.etag());
    if (Files.isSymbolicLink(pointer) && !Files.exists(pointer)) {
      Files.delete(pointer);
    }
    try {
      Path _ = Files.createSymbolicLink(pointer, folder.relativize(blob));
    } catch (FileAlreadyExistsException there) {
      // Another program was quicker.
      return;
    } catch (UnsupportedOperationException | IOException noLinks) {
      if (!Files.exists(pointer, LinkOption.NOFOLLOW_LINKS)) {
        Path _ = Files.move(blob, pointer);
      }
    }
  }
}
