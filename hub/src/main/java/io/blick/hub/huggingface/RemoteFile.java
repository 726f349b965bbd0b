package io.blick.hub.huggingface;

import java.net.URI;
import java.util.Arrays;

/**
 * A file of a repository, as the server describes it.
 *
 * @param name path in the repository
 * @param etag SHA-256 of a large file, or the SHA-1 of a small one as git computes it
 * @param bytes its size
 * @param address where its bytes are asked for
 */
record RemoteFile(String name, String etag, long bytes, URI address) {

  /** Whether the ETag is one of the two checksums, in hexadecimal digits. */
  boolean isChecked() {
    return etag.matches("[0-9a-f]{40}|[0-9a-f]{64}");
  }

  /** Whether a name leads nowhere but into the repository's own folder. */
  static boolean isSafe(String name) {
    return name.chars().noneMatch(c -> c < ' ' || c == '\\' || c == ':' || c == 0x7f)
        && Arrays.stream(name.split("/", -1))
            .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
  }
}
