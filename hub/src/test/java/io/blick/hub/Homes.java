package io.blick.hub;

import eu.maveniverse.maven.mima.context.ContextOverrides;
import io.blick.hub.catalogue.Catalogue;
import io.blick.hub.catalogue.CatalogueEntry;
import io.blick.hub.catalogue.Layout;
import io.blick.hub.catalogue.ModelArtifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    Path settings = folder.resolve("settings.xml");
    Files.writeString(settings, """
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
    return new MavenJars(ContextOverrides.create()
        .withUserSettings(true)
        .withUserSettingsXmlOverride(settings)
        .withLocalRepositoryOverride(folder.resolve("repository"))
        .build());
  }

  /** Returns a catalogue of one model in an artifact {@code org.example:tiny:1}. */
  static Catalogue catalogue(Layout layout, long bytes, String sha256, String weights) {
    ModelArtifact artifact =
        new ModelArtifact("org.example:tiny:1", bytes, sha256, layout, weights, "NOTICE");
    return new Catalogue(List.of(new CatalogueEntry(
        "tiny", "A small one", "Swedish", "Apache-2.0", artifact, 3, 1000, 2000)));
  }
}
