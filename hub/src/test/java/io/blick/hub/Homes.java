package io.blick.hub;

import eu.maveniverse.maven.mima.context.ContextOverrides;
import io.blick.hub.catalogue.Catalogue;
import io.blick.hub.catalogue.CatalogueEntry;
import io.blick.hub.catalogue.Layout;
import io.blick.hub.catalogue.MavenJar;
import io.blick.hub.pip.Pip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Set-ups of Maven and catalogue that a test has for itself. */
final class Homes {
  private Homes() {}

  /**
   * Returns a Maven with an empty local repository and one mirror of everything.
   *
   * @param folder for settings.xml and the local repository
   * @param mirror address of the mirror
   */
  static MavenJars maven(Path folder, String mirror) throws IOException {
    Files.writeString(folder.resolve("settings.xml"), """
        <settings>
          <mirrors>
            <mirror>
              <id>corner-shop</id>
              <mirrorOf>*</mirrorOf>
              <url>%s</url>
            </mirror>
          </mirrors>
        </settings>
        """.formatted(mirror));
    return maven(folder);
  }

  /** Returns a Maven with the settings.xml and the local repository in a folder. */
  static MavenJars maven(Path folder) {
    ContextOverrides overrides = ContextOverrides.create()
        .withUserSettings(true)
        .withUserSettingsXmlOverride(folder.resolve("settings.xml"))
        .withLocalRepositoryOverride(folder.resolve("repository"))
        .build();
    return new MavenJars(overrides, Duration.ofMinutes(1));
  }

  /** Returns a catalogue of one model in an artifact {@code org.example:tiny:1}. */
  static Catalogue catalogue(Layout layout, long bytes, String sha256) {
    return catalogue(layout, bytes, sha256, 5_000_000);
  }

  /**
   * Returns such a catalogue.
   *
   * @param folderBytes what the converted folder takes, as the catalogue says
   */
  static Catalogue catalogue(Layout layout, long bytes, String sha256, long folderBytes) {
    return catalogue(layout, bytes, sha256, folderBytes, "Apache-2.0", List.of());
  }

  /**
   * Returns such a catalogue.
   *
   * @param licence SPDX identifier of the weights' licence
   * @param copyright the lines that its text wants
   */
  static Catalogue catalogue(
      Layout layout,
      long bytes,
      String sha256,
      long folderBytes,
      String licence,
      List<String> copyright) {
    MavenJar artifact = new MavenJar(
        "org.example:tiny:1",
        bytes,
        sha256,
        layout,
        Artifact.weights(layout),
        "NOTICE",
        TinyBert.HEADS);
    return new Catalogue(List.of(new CatalogueEntry(
        "tiny", "A small one", "Swedish", licence, copyright, artifact, folderBytes, 3_000_000)));
  }

  /**
   * Returns a hub in {@code home} of a folder.
   *
   * @param folder for everything that the hub and Maven write
   * @param artifact what its catalogue pins
   * @param mirror where Maven is to look for it
   */
  static Hub hub(Path folder, Artifact artifact, String mirror) throws IOException {
    return new Hub(
        new Home(folder.resolve("home")),
        artifact.catalogue(),
        maven(folder, mirror),
        Pip.ofUser(),
        Progress.none());
  }

  /** Returns a hub whose artifact is in the local repository already; there is no other. */
  static Hub hub(Path folder, Artifact artifact) throws IOException {
    Path jar = jar(folder);
    Files.createDirectories(jar.getParent());
    Files.write(jar, artifact.jar());
    return hub(folder, artifact, "http://127.0.0.1:1/shop");
  }

  /** Puts the artifact into a folder that is a Maven repository, and returns its address. */
  static String shelf(Path folder, Artifact artifact) throws IOException {
    Path shelf = Files.createDirectories(folder.resolve("shelf/org/example/tiny/1"));
    Files.write(shelf.resolve("tiny-1.jar"), artifact.jar());
    return folder.resolve("shelf").toUri().toString();
  }

  /** Returns where the local repository has the jar. */
  static Path jar(Path folder) {
    return folder.resolve("repository/org/example/tiny/1/tiny-1.jar");
  }
}
