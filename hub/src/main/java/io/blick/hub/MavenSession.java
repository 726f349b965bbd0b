package io.blick.hub;

import eu.maveniverse.maven.mima.context.Context;
import io.blick.hub.catalogue.CatalogueEntry;
import io.blick.hub.catalogue.ModelArtifact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** Maven Resolver, opened with the user's settings. */
final class MavenSession implements AutoCloseable {
  private final Context context;

  MavenSession(Context context) {
    this.context = context;
  }

  /** Returns the folder of the local repository. */
  Path localRepository() {
    return context
        .repositorySystemSession()
        .getLocalRepository()
        .getBasedir()
        .toPath()
        .toAbsolutePath();
  }

  /**
   * Returns where the jar lies if the local repository has it in its full size, whichever
   * repository it once came from: the pinned SHA-256 is what it is believed by.
   */
  Optional<Path> local(ModelArtifact artifact) {
    Path jar = localPath(artifact);
    return Files.isRegularFile(jar) && jar.toFile().length() == artifact.bytes()
        ? Optional.of(jar)
        : Optional.empty();
  }

  private Path localPath(ModelArtifact artifact) {
    return localRepository()
        .resolve(context
            .repositorySystemSession()
            .getLocalRepositoryManager()
            .getPathForLocalArtifact(new DefaultArtifact(artifact.coordinates())));
  }

  /**
   * Downloads the jar, and nothing that it depends on, into the local repository.
   *
   * @throws HubException if no repository gives it; says which were tried, and why they failed
   */
  Path download(CatalogueEntry entry, Pace pace) {
    DefaultRepositorySystemSession session =
        new DefaultRepositorySystemSession(context.repositorySystemSession());
    session.setTransferListener(new JarTransfer(pace));
    Artifact wanted = new DefaultArtifact(entry.artifact().coordinates());
    ArtifactRequest request = new ArtifactRequest(wanted, context.remoteRepositories(), null);
    try {
      Artifact found =
          context.repositorySystem().resolveArtifact(session, request).getArtifact();
      return found.getFile().toPath().toAbsolutePath();
    } catch (ArtifactResolutionException failed) {
      throw new HubException(
          "hub: %s is not cached and could not be downloaded; tried %s for %s: %s"
              .formatted(entry.name(), tried(), entry.artifact().coordinates(), why(failed)),
          failed);
    }
  }

  private String tried() {
    return context.remoteRepositories().stream()
        .map(repository -> repository.getId() + " at " + withoutUser(repository.getUrl()))
        .collect(Collectors.joining(", "));
  }

  /** An address may carry a name and password, which do not belong into messages. */
  private static String withoutUser(String address) {
    return address.replaceFirst("//[^/@]*@", "//");
  }

  /** The innermost cause says it in the fewest words. */
  private static String why(ArtifactResolutionException failed) {
    Throwable cause = failed;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String said = cause.getMessage();
    return cause.getClass().getSimpleName() + (said == null ? "" : " " + withoutUser(said));
  }

  @Override
  public void close() {
    context.close();
  }
}
