package io.blick.hub.huggingface;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The checksum that an ETag is. */
final class Checksum {
  private static final int BUFFER_BYTES = 1 << 20;
  private static final int SHA1_DIGITS = 40;

  private Checksum() {}

  /**
   * Whether a file has a checksum: SHA-256 of its bytes, or SHA-1 as git computes it of a blob, of
   * {@code blob SIZE\0} and its bytes.
   *
   * @param expected 64 or 40 hexadecimal digits in lower case
   */
  static boolean matches(Path file, String expected) throws IOException {
    boolean git = expected.length() == SHA1_DIGITS;
    MessageDigest digest = digest(git ? "SHA-1" : "SHA-256");
    if (git) {
      digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.UTF_8));
    }
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int bytes = in.read(buffer); bytes >= 0; bytes = in.read(buffer)) {
        digest.update(buffer, 0, bytes);
      }
    }
    return HexFormat.of().formatHex(digest.digest()).equals(expected);
  }

  private static MessageDigest digest(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has " + name, impossible);
    }
  }
}
